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
# What none of its names may be, unless quoted (docs.snowflake.com/en/sql-reference/reserved-keywords). The emulator and
# sqlglot take some of them for names.
KEPT_BY_SNOWFLAKE = set(
    re.findall(
        "[A-Z_]+",
        """
    ALL ALTER AND ANY AS BETWEEN BY CHECK COLUMN CONNECT CREATE CURRENT DELETE DISTINCT DROP ELSE EXISTS FOLLOWING
    FOR FROM GRANT GROUP HAVING ILIKE IN INCREMENT INSERT INTERSECT INTO IS LIKE MINUS NOT NULL OF ON OR ORDER
    QUALIFY REGEXP REVOKE RLIKE ROW ROWS SAMPLE SELECT SET SOME START TABLE TABLESAMPLE THEN TO TRIGGER UNION
    UNIQUE UPDATE VALUES WHENEVER WHERE WITH CASE CAST FALSE TRUE TRY_CAST WHEN CROSS FULL INNER JOIN LATERAL LEFT
    NATURAL RIGHT USING CONSTRAINT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME
    LOCALTIMESTAMP
    """,
    )
)
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


def kept_words(text: str) -> set[str]:
    """The names in a statement for Snowflake that are words of its own."""
    names = [name for statement in parse(text, "snowflake") for name in statement.find_all(exp.Identifier)]
    return {name.name.upper() for name in names if not name.quoted} & KEPT_BY_SNOWFLAKE


def test_no_name_is_a_word_that_snowflake_keeps_for_itself():
    found = {}
    for path, dialect in files():
        text = expanded(path, dialect)
        if dialect == "snowflake" and STATEMENT.match(text):
            found[str(path.relative_to(SQL))] = kept_words(text)
    assert {name: words for name, words in found.items() if words} == {}
    assert len(found) > 30
    assert kept_words("SELECT n FROM (SELECT 1 AS n) some") == {"SOME"}
    assert kept_words('SELECT "some" FROM (SELECT 1 AS "some") t') == set()
