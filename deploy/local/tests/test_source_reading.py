"""No statement reads the source in a way that only the emulator forgives (case S1.3)."""

from __future__ import annotations

import re
from functools import cache

import pytest
import sqlglot
from source_reading import Reading
from sql_files import SQL, expanded, files
from test_sql_parses import STATEMENT, parse

INCLUDED = re.compile(r"\$\{include ([a-z0-9_/]+)")
OF_SNOWFLAKE = {"COLUMNS", "TABLES"}  # of its INFORMATION_SCHEMA
OF_SHARDS = {"KEPT_PAIRS"}  # what shards/keep_pairs makes as kept; only its ids are read by this name
CAST = re.compile(r'CAST\(("[^"]+") AS (?:DATE|TIMESTAMP_NTZ)\) AS \1')
VISITS = "database.warehouse_schema.FACTVISITCALLPERFORMANCE_CR"
CAREGIVERS = "database.warehouse_schema.DIMCAREGIVER"


@cache
def parts() -> set[str]:
    """What others include, and is read with them."""
    return {part for path, _ in files() for part in INCLUDED.findall(path.read_text())}


def statements(change=lambda text: text) -> list[tuple[str, sqlglot.Expression]]:
    """Every statement that Snowflake gets, by its name."""
    found = []
    for path, dialect in files():
        name = str(path.relative_to(SQL)).partition(".")[0]
        text = change(expanded(path, dialect)) if dialect == "snowflake" else ""
        if STATEMENT.match(text) and name not in parts() and "dialect/" not in name:
            found += [(name, statement) for statement in parse(text, dialect)]
    return found


def problems(named: list[tuple[str, sqlglot.Expression]]) -> dict[str, list[str]]:
    """What is wrong with each: what one knows of temporary tables, the others have to say."""
    reading = Reading()
    while sum(reading.follow(statement) for _, statement in named):
        reading.unknown.clear()
    found = {}
    for name, statement in named:
        reading.problems.clear()
        reading.follow(statement)
        found[name] = list(reading.problems)
    assert reading.unknown <= OF_SNOWFLAKE | OF_SHARDS
    return found


def wrong(text: str) -> str:
    return "\n".join(problems([("text", each) for each in sqlglot.parse(text, dialect="snowflake")])["text"])


def test_every_statement_reads_the_source_as_it_must():
    found = problems(statements())
    assert {name: said for name, said in found.items() if said} == {}
    readers = {
        str(path.relative_to(SQL)).partition(".")[0]
        for path, dialect in files()
        if dialect == "snowflake" and re.search(r"\$\{source(_table)?\(|\$\{warehouse_schema\}", path.read_text())
    }
    assert {name for name in readers - parts() if "dialect/" not in name} <= found.keys()
    assert len(found) > 30


def test_without_their_casts_they_would_be_found_wrong():
    """What shows that the columns are followed through every query and temporary table."""
    found = problems(statements(lambda text: CAST.sub(r"\1 AS \1", text)))
    for name in (
        "detection/base_visits",
        "detection/delta_visits",
        "detection/searched_keys",
        "detection/detected_pairs",
        "detection/oldest_visit",
        "task02_01_inservice_conflict/event_visits",
        "task02_01_inservice_conflict/visits_and_events",
        "task03_status_management/steps/fetch_deleted_visit_ids",
        "source/contents",
    ):
        assert any("stands bare" in said for said in found[name]), name


BASE_VISITS = f"""
WITH texts AS (
    SELECT k.visit_date, v."Visit Id" AS visit_id,
        CAST(v."Visit Start Time" AS TIMESTAMP_NTZ) AS visit_start,
        CASE WHEN v."Visit Updated Timestamp" >= CAST(? AS TIMESTAMP_TZ) THEN 1 ELSE 0 END AS is_delta,
        ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY v."Visit Updated Timestamp" DESC NULLS LAST) AS copy_no
    FROM {VISITS} v
    JOIN searched_keys k ON k.visit_date = v."Visit Date"
    WHERE TRUE
)
SELECT * FROM texts WHERE copy_no = 1"""
BASE_VISITS = "CREATE TEMPORARY TABLE searched_keys (visit_date DATE, ssn VARCHAR); " + BASE_VISITS
DELTA_VISITS = f"""
SELECT v."Visit Id" AS visit_id, CAST(v."Visit Date" AS DATE) AS visit_date, TRIM(caregiver."SSN") AS ssn
FROM {VISITS} v JOIN {CAREGIVERS} caregiver ON caregiver."Caregiver Id" = v."Caregiver Id"
WHERE v."Visit Date" BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)
    AND v."Visit Updated Timestamp" >= CAST(? AS TIMESTAMP_TZ)"""
EVENT_VISITS = f"""
WITH copies AS (
    SELECT v."Visit Id" AS visit_id, CAST(v."Visit Date" AS DATE) AS visit_date,
        CAST(v."Visit Start Time" AS TIMESTAMP_NTZ) AS starts
    FROM {VISITS} v WHERE v."Visit Date" BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)
)
SELECT visit_id, starts, CAST(starts AS DATE) AS first_day FROM copies WHERE starts IS NOT NULL"""
DELETED_VISITS = """
SELECT DISTINCT v."Visit Id" AS visit_id
FROM database.warehouse_schema.FACTVISITCALLPERFORMANCE_DELETED_CR v
WHERE v."Visit Date" BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)
    AND v."Visit Updated Timestamp" >= CAST(? AS TIMESTAMP_TZ)"""
ATTRIBUTES = f"""
SELECT CASE
        WHEN COALESCE(v."Application Payer Id", 0) = 0 AND COALESCE(v."Application Contract Id", 0) <> 0 THEN 'Internal'
    END AS "ContractType",
    ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY v."Visit Updated Timestamp" DESC NULLS LAST) AS copy_no
FROM {VISITS} v"""


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        (BASE_VISITS, '"Visit Date"', "k.visit_date = v"),
        (DELTA_VISITS, '"Visit Date"', "BETWEEN"),
        (EVENT_VISITS, '"Visit Date"', "BETWEEN"),
        (DELETED_VISITS, '"Visit Date"', "BETWEEN"),
        (ATTRIBUTES, '"Application Contract Id"', "stands beside a number: COALESCE"),
    ],
    ids=["base_visits", "delta_visits", "event_visits", "deleted_visits", "visits"],
)
def test_the_statements_of_before_are_found_wrong(text, column, said):
    """Parts of them, macros filled in."""
    found = wrong(text)
    assert column in found and said in found


def of_visits(rest: str) -> str:
    return f"WITH v AS (SELECT * FROM {VISITS}) {rest}"


@pytest.mark.parametrize(
    "rest",
    [
        'SELECT 1 FROM v WHERE "Visit Start Time" < "Visit End Time"',
        'SELECT 1 FROM v a JOIN v b ON a."Visit Date" = b."Visit Date"',
        'SELECT 1 FROM v a JOIN v b USING ("Visit Date")',
        'SELECT "Visit Date" FROM v GROUP BY "Visit Date"',
        'SELECT "Visit Date" AS day FROM v GROUP BY 1',
        'SELECT DISTINCT "Visit Date" FROM v',
        'SELECT COUNT(DISTINCT "Visit Date") FROM v',
        'SELECT "Visit Date" FROM v UNION SELECT "Visit Date" FROM v',
        'SELECT ROW_NUMBER() OVER (PARTITION BY "Visit Date" ORDER BY 1) AS n FROM v',
        'SELECT ROW_NUMBER() OVER (PARTITION BY 1 ORDER BY "Visit Start Time") AS n FROM v',
        'SELECT CAST(MIN("Visit Date") AS DATE) AS day FROM v',
        'SELECT DATEDIFF(MINUTE, "Visit Start Time", "Visit End Time") AS minutes FROM v',
        """SELECT CASE "Visit Date" WHEN '2026-01-01' THEN 1 END AS x FROM v""",
        """SELECT 1 FROM v WHERE COALESCE("Visit Date", "Invoice Date") IN ('2026-01-01')""",
        'SELECT 1 FROM (SELECT IFF("Is Missed", "Visit Date", "Invoice Date") AS d FROM v) w WHERE w.d > CURRENT_DATE',
        'SELECT 1 FROM v WHERE EXISTS (SELECT 1 FROM v w WHERE CAST(w."Visit Date" AS DATE) = v."Visit Date")',
    ],
)
def test_a_zoned_column_that_stands_bare_is_found(rest):
    assert "stands bare" in wrong(of_visits(rest))


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ('SELECT 1 FROM v WHERE "Visit Updated Timestamp" > CAST(? AS DATE)', "is compared with no instant"),
        ('SELECT 1 FROM v WHERE "Visit Updated Timestamp" BETWEEN ? AND ?', "is compared with no instant"),
        ('SELECT "Visit Updated Timestamp" FROM v GROUP BY "Visit Updated Timestamp"', "is a key"),
        ('SELECT 1 FROM v WHERE "Application Visit Id" = 0', "stands beside a number"),
        ('SELECT 1 FROM v WHERE CAST("Application Visit Id" AS VARCHAR) IN (1, 2)', "stands beside a number"),
        ('SELECT NVL("Application Contract Id", 0) AS c FROM v', "stands beside a number"),
        ('SELECT CASE WHEN "Is Missed" THEN "Application Visit Id" ELSE 0 END AS c FROM v', "stands beside a number"),
        ('SELECT 1 FROM v WHERE "Application Visit Id" = "Billed Hours"', "stands beside a number"),
        ('SELECT "Application Visit Id" + 1 AS n FROM v', "is reckoned with"),
        ('SELECT CAST("Application Visit Id" AS NUMBER(38, 0)) AS n FROM v', "is converted without TRY_"),
        ('SELECT TO_NUMBER("Application Visit Id") AS n FROM v', "is converted without TRY_"),
    ],
)
def test_an_instant_beside_none_and_an_id_beside_a_number_are_found(rest, said):
    assert said in wrong(of_visits(rest))


@pytest.mark.parametrize(
    "rest",
    [
        'SELECT 1 FROM (SELECT CAST("Visit Date" AS DATE) AS "Visit Date" FROM v) w WHERE "Visit Date" = CURRENT_DATE',
        'SELECT DISTINCT "Visit Start Time"::TIMESTAMP_NTZ AS starts FROM v ORDER BY starts',
        'SELECT 1 FROM v WHERE "Visit Date" IS NOT NULL',
        'SELECT 1 FROM v WHERE "Visit Updated Timestamp" >= CAST(? AS TIMESTAMP_TZ)',
        'SELECT 1 FROM v ORDER BY "Visit Updated Timestamp" DESC',
        """SELECT 1 FROM v WHERE CAST("Application Contract Id" AS VARCHAR) <> '0'""",
        'SELECT COALESCE(TRY_TO_NUMBER("Application Visit Id", 38, 0), 0) AS n FROM v',
        'SELECT "Visit Date" FROM v UNION ALL SELECT "Invoice Date" FROM v',
    ],
)
def test_what_is_read_rightly_passes(rest):
    assert wrong(of_visits(rest)) == ""


def test_a_column_that_is_nowhere_is_no_silent_pass():
    with pytest.raises(AssertionError, match="no table here has a column"):
        wrong(of_visits('SELECT 1 FROM v WHERE "Visit Dat" = 1'))
