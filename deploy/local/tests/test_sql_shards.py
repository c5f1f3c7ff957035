"""Each statement for PostgreSQL stays within a shard of tables that are cut by VisitID, or is allowed not to, and why.

The allowed ones stand in sql_across_shards.toml. docs/scaling.md has the table of all; after a change of either:
SHARDS=write .local/venv/standins/bin/python -m pytest -q deploy/local/tests/test_sql_shards.py
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sql_files import SQL, expanded, files
from sql_shards import WITHIN, found_by
from test_source_reading import parts
from test_sql_parses import STATEMENT, parse

from bench.table import put_into
from stand_ins.layout import ROOT

ALLOWED = tomllib.loads(Path(__file__).with_name("sql_across_shards.toml").read_text(encoding="utf-8"))["allowed"]
PAGE, MARK = ROOT / "docs" / "scaling.md", "statements by shard"
OF_A_SHARD = {
    "VisitID": "yes: a row lies with its primary visit",
    "CONFLICTID": "yes: a conflict is of one primary visit, and lies with it",
    "scan": "yes: each shard reads its own rows; counts add up",
}


@cache
def classed() -> dict[str, set[str]]:
    """By its name, what each statement about stored rows finds them by."""
    found = {}
    for path, dialect in files():
        name = str(path.relative_to(SQL)).partition(".")[0]
        if dialect == "postgres" and name not in parts() and not name.startswith(("dialect/", "schema/")):
            text = expanded(path, dialect)
            found[name] = found_by(parse(text, dialect)) if STATEMENT.match(text) else set()
    return {name: by for name, by in found.items() if by}


def allowed() -> dict[str, set[str]]:
    return {name: set(group["found_by"]) for group in ALLOWED for name in group["statements"]}


def lines() -> list[str]:
    """The table of the page: what stays within a shard, by what finds its rows; then each allowed group."""
    rows = [("found by", "within a shard?", "statements"), ("---", "---", "---")]
    for by, why in OF_A_SHARD.items():
        rows.append((by, why, _listed(name for name, all_by in classed().items() if _first(all_by) == by)))
    rows += [(", ".join(group["found_by"]), group["reason"], _listed(group["statements"])) for group in ALLOWED]
    return [f"| {' | '.join(row)} |" for row in rows]


def _first(all_by: set[str]) -> str | None:
    """Of a statement that stays within a shard, what says least of where its rows are."""
    return None if all_by - {*WITHIN} else next(by for by in reversed(WITHIN) if by in all_by)


def _listed(names) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


@pytest.mark.parametrize("name", sorted(classed()))
def test_a_statement_stays_within_a_shard_or_is_allowed_not_to(name):
    assert classed()[name] - {*WITHIN} == allowed().get(name, set())


def test_what_is_allowed_is_there_and_each_only_once():
    names = [name for group in ALLOWED for name in group["statements"]]
    assert sorted(names) == sorted(set(names))
    assert set(names) <= classed().keys()
    assert all(group["found_by"] and group["reason"] for group in ALLOWED)


def test_the_page_has_the_table():
    if os.environ.get("SHARDS") == "write":
        put_into(PAGE, lines(), MARK)
    assert "\n".join(lines()) in PAGE.read_text(encoding="utf-8")


ROWS, OVER = "schema.conflictvisitmaps", "schema.conflicts"


@pytest.mark.parametrize(
    ("statement", "by"),
    [
        (f'SELECT * FROM pairs p JOIN {ROWS} c ON c."VisitID" = p.visit_id', {"VisitID"}),
        (
            f'SELECT * FROM pairs p LEFT JOIN LATERAL (SELECT * FROM {ROWS} m WHERE m."VisitID" = p.a) c ON TRUE',
            {"VisitID"},
        ),
        (f'SELECT * FROM {ROWS} a JOIN {ROWS} b ON b."VisitID" = a."VisitID"', {"VisitID"}),
        (f'SELECT * FROM {ROWS} c LEFT JOIN {OVER} f ON f."CONFLICTID" = c."CONFLICTID"', {"scan", "CONFLICTID"}),
        (f'SELECT * FROM {ROWS} c WHERE c."CONFLICTID" = ?', {"CONFLICTID"}),
        (f'SELECT COUNT(*) FROM {ROWS} c WHERE c."CONFLICTID" IS NULL', {"scan"}),
        (f"""SELECT c."SSN", COUNT(*) FROM {ROWS} c WHERE c."StatusFlag" = 'U' GROUP BY 1""", {"scan"}),
        (f'DELETE FROM {ROWS} c WHERE NOT EXISTS (SELECT 1 FROM seen s WHERE s.id = c."ID")', {"scan"}),
        (f'INSERT INTO {ROWS} ("VisitID") SELECT visit_id FROM pairs', {"VisitID"}),
        (f'UPDATE {ROWS} c SET "StatusFlag" = 1 FROM slice k WHERE c."ID" = k.id', {"ID"}),
        (f'SELECT 1 FROM {ROWS} c WHERE c."ID" IN (SELECT k.id FROM slice k)', {"ID"}),
        (f'SELECT 1 FROM keys k JOIN {ROWS} c ON c."SSN" = k.ssn AND c."VisitDate" = k.day', {"date and person"}),
        (f'SELECT 1 FROM visits d JOIN {ROWS} c ON c."ConVisitID" = d.visit_id', {"ConVisitID"}),
        (
            f'SELECT 1 FROM {ROWS} a JOIN {ROWS} b ON b."VisitID" = a."ConVisitID"',
            {"VisitID", "ConVisitID", "joined by ConVisitID = VisitID"},
        ),
        (
            f'WITH others AS (SELECT c."ConVisitID" AS visit_id FROM {ROWS} c) '
            f'SELECT 1 FROM others o JOIN {ROWS} b ON b."VisitID" = o.visit_id',
            {"scan", "VisitID", "joined by ConVisitID = VisitID"},
        ),
        (
            f'SELECT 1 FROM {ROWS} c WHERE EXISTS (SELECT 1 FROM {ROWS} o WHERE o."SSN" = c."SSN")',
            {"date and person", "joined by SSN = SSN"},
        ),
        (
            f'SELECT 1 FROM visits w CROSS JOIN LATERAL (SELECT MIN(m."CONFLICTID") AS c FROM {ROWS} m '
            f'WHERE m."VisitID" = w.id) k JOIN {OVER} f ON f."CONFLICTID" = k.c',
            {"VisitID", "CONFLICTID"},
        ),
        (
            f'SELECT 1 FROM (SELECT SUM(a."GroupID") AS g FROM {ROWS} a GROUP BY a."SSN") m '
            f'JOIN {ROWS} c ON c."GroupID" = m.g',
            {"scan", "GroupID", "joined by what is reckoned of others"},
        ),
        (f"SELECT 1 FROM {ROWS} a CROSS JOIN {ROWS} b", {"scan", "each with each"}),
        (
            f'SELECT COUNT(*) OVER (PARTITION BY c."VisitDate", c."SSN") FROM {ROWS} c',
            {"scan", "beside each other by VisitDate, SSN"},
        ),
        (f'UPDATE {ROWS} c SET "VisitID" = p.b FROM pairs p WHERE c."VisitID" = p.a', {"VisitID", "sets VisitID"}),
        ("SELECT 1 FROM pairs p JOIN visits v ON v.id = p.id", set()),
    ],
)
def test_small_statements_are_of_the_class_that_they_show(statement, by):
    assert found_by(sqlglot.parse(statement, dialect="postgres")) == by
