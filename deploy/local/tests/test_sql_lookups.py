"""No row is looked up by the order of a plain column: the planner may walk that column's index, past all that is there.

ORDER BY … LIMIT 1 asks for it, and so do MIN and MAX, of which the planner makes the same; an aggregate ORDER BY may be
served by it. Of an expression (event_id + 0) there is no index: the row is found by what is asked of it.
"""

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
    return [select.sql("postgres") for select in statement.find_all(exp.Select) if _walks(select)]


def _walks(select: exp.Select) -> bool:
    of_catalogue = [table for table in select.find_all(exp.Table) if table.name.startswith("pg_")]
    if not isinstance(select.parent, exp.Subquery | exp.Lateral) or select.args.get("group") or of_catalogue:
        return False
    ordered = {column.name for column in _ordered(select)}
    return any(ordered - {column.name for column in pair} for pair in _asked(select))


def _ordered(select: exp.Select) -> list[exp.Expr]:
    """The plain columns by whose order one row may be found."""
    by = [each for each in select.find_all(exp.Min, exp.Max) if each.find_ancestor(exp.Select) is select]
    orders = [each for each in select.find_all(exp.Order) if each.find_ancestor(exp.Select) is select]
    for order in orders:
        if order.parent is not select or select.args.get("limit"):
            by += order.expressions
    return [each.this for each in by if isinstance(each.this, exp.Column)]


def _asked(select: exp.Select) -> list[list[exp.Expr]]:
    """The columns that are asked to be equal, by pairs of a row's and another's."""
    where = select.args.get("where")
    conditions = where.this.flatten() if where and isinstance(where.this, exp.And) else [where and where.this]
    pairs = [[each.this, each.expression] for each in conditions if isinstance(each, exp.EQ)]
    return [pair for pair in pairs if all(isinstance(side, exp.Column) for side in pair)]


@pytest.mark.parametrize("text", statements())
def test_no_row_is_looked_up_through_the_order_of_others(text):
    assert [walk for statement in parse(text, "postgres") for walk in walks(statement)] == []


@pytest.mark.parametrize(
    ("query", "is_one"),
    [
        ("SELECT h.at FROM history h WHERE h.row_id = c.id ORDER BY h.event_id DESC LIMIT 1", True),
        ("SELECT (array_agg(h.at ORDER BY h.event_id DESC))[1] FROM history h WHERE h.row_id = c.id AND h.open", True),
        ("SELECT MAX(h.event_id) FROM history h WHERE h.row_id = c.id", True),
        ("SELECT (array_agg(h.at ORDER BY h.event_id + 0 DESC))[1] FROM history h WHERE h.row_id = c.id", False),
        ("SELECT MAX(h.event_id + 0) FROM history h WHERE h.row_id = c.id", False),
        ("SELECT h.at FROM history h WHERE h.row_id = c.id ORDER BY h.row_id LIMIT 1", False),
        ("SELECT h.at FROM history h WHERE h.row_id = c.id ORDER BY h.event_id", False),
        ("SELECT MAX(h.event_id) FROM history h", False),
    ],
)
def test_a_lookup_is_told_from_what_is_none(query, is_one):
    assert bool(walks(sqlglot.parse_one(f"SELECT ({query}) FROM c", dialect="postgres"))) == is_one
