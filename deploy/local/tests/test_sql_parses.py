"""Every statement below sql/ is one that its database's dialect knows."""

from __future__ import annotations

import re

import pytest
import sqlglot
from sql_files import SQL, expanded, files
from sqlglot import exp

STATEMENT = re.compile(r"(?i)(select|with|insert|update|delete|merge|create|alter|drop|grant|truncate)\b")
# Of PostgreSQL: sqlglot does not know all and stops at it; it knows what stands behind.
KNOWN_AS = {"OVERRIDING SYSTEM VALUE": "", "SET TRANSACTION SNAPSHOT": "SET snapshot TO"}
MAINTENANCE = re.compile(
    r"(?i)(analyze|vacuum|lock|set|copy|refresh|do|comment|reindex|notify|revoke|begin|rollback)\b"
)


def parse(text: str, dialect: str) -> list[exp.Expression]:
    """A statement, several, or what statements include: an expression, an order, a last part."""
    if dialect == "postgres":
        for unknown, known in KNOWN_AS.items():
            text = text.replace(unknown, known)
    text = f"WITH before AS (SELECT 1) {text}" if text.startswith(",") else text
    is_statement = bool(STATEMENT.match(text))
    is_order = text.endswith(("DESC", "ASC", '"')) and re.search(r"(?i)\bNULLS LAST,", text) and not is_statement
    alone = f"SELECT 1 ORDER BY {text}" if is_order else f"SELECT {text}"
    whole = text if is_statement or MAINTENANCE.match(text) else alone
    statements = [statement for statement in sqlglot.parse(whole, dialect=dialect) if statement is not None]
    if is_statement and dialect == "snowflake" and any(isinstance(statement, exp.Command) for statement in statements):
        raise sqlglot.errors.ParseError("passed on as a command: sqlglot does not understand it")
    return statements


@pytest.mark.parametrize(
    ("path", "dialect"), [pytest.param(*each, id=f"{each[0].relative_to(SQL)}-{each[1]}") for each in files()]
)
def test_a_statement_parses_in_its_dialect(path, dialect):
    assert parse(expanded(path, dialect), dialect)


@pytest.mark.parametrize(
    ("text", "dialect"),
    [("SELECT 1 FROM", "snowflake"), ("a = b AND", "postgres"), ("CREATE TEMPORARY TABLE t AS SELEC 1", "snowflake")],
)
def test_what_is_no_statement_does_not_parse(text, dialect):
    with pytest.raises(sqlglot.errors.ParseError):
        parse(text, dialect)
