"""No row is looked up by ORDER BY … LIMIT 1: the planner may walk the order's index instead, past all that is there."""

from __future__ import annotations

import pytest
import sqlglot
from sql_files import SQL, expanded, files
from sqlglot import exp
from test_sql_parses import STATEMENT, parse


def statements() -> list:
    found = []
    for path, dialect in files():
        text = expanded(path, dialect)
        if dialect == "postgres" and STATEMENT.match(text) and "schema" not in path.parts:
            found.append(pytest.param(text, id=str(path.relative_to(SQL))))
    return found


def walks(statement: exp.Expr) -> list[str]:
    """The queries, for each row of another, of its one row by some columns, the first by others."""
    found = []
    for select in statement.find_all(exp.Select):
        is_within = isinstance(select.parent, exp.Subquery | exp.Lateral)
        if is_within and select.args.get("limit") and select.args.get("order"):
            ordered = {column.name for column in select.args["order"].find_all(exp.Column)}
            where = select.args.get("where")
            conditions = where.this.flatten() if where and isinstance(where.this, exp.And) else [where and where.this]
            asked = [_columns(each) for each in conditions if isinstance(each, exp.EQ)]
            if any(len(pair) == 2 and not {column.name for column in pair} & ordered for pair in asked):
                found.append(select.sql("postgres"))
    return found


def _columns(equality: exp.EQ) -> list[exp.Column]:
    return [side for side in (equality.this, equality.expression) if isinstance(side, exp.Column)]


@pytest.mark.parametrize("text", statements())
def test_no_row_is_looked_up_through_the_order_of_others(text):
    assert [walk for statement in parse(text, "postgres") for walk in walks(statement)] == []


@pytest.mark.parametrize(
    ("query", "is_one"),
    [
        (
            "SELECT (SELECT h.at FROM history h WHERE h.row_id = c.id ORDER BY h.event_id DESC LIMIT 1) FROM c",
            True,
        ),
        ("SELECT (SELECT h.at FROM history h WHERE h.row_id = c.id ORDER BY h.row_id LIMIT 1) FROM c", False),
        ("SELECT (SELECT MAX(h.event_id) FROM history h WHERE h.row_id = c.id) FROM c", False),
        ("SELECT h.at FROM history h WHERE h.row_id = h.other ORDER BY h.event_id LIMIT 1", False),
    ],
)
def test_a_lookup_is_told_from_what_is_none(query, is_one):
    assert bool(walks(sqlglot.parse_one(query, dialect="postgres"))) == is_one
