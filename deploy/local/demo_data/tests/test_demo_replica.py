"""The warehouse in PostgreSQL is the warehouse in DuckDB, row for row, with the indexes that a chunk needs."""

import psycopg
import pytest

from columns import warehouse_tables
from replica import SCHEMA, replicate

VISITS = "factvisitcallperformance_cr"


@pytest.fixture(scope="module")
def connection(database):
    with psycopg.connect(database, autocommit=True, options="-c timezone=UTC") as connection:
        yield connection


@pytest.fixture(scope="module")
def copied(connection, world):
    return replicate(connection, SCHEMA, world.folder / "ANALYTICS.db")


@pytest.mark.parametrize("table", warehouse_tables())
def test_every_value_of_a_table_is_there(connection, copied, world, table):
    listed = ", ".join(f'CAST("{column}" AS VARCHAR)' for column, _ in warehouse_tables()[table])
    rows = world.query(f"SELECT {listed} FROM BI.{table}")
    found = connection.execute(f"SELECT {listed} FROM {SCHEMA}.{table.lower()}").fetchall()
    assert sorted(map(repr, found)) == sorted(map(repr, rows))
    assert len(found) == copied[table] > 0


@pytest.mark.parametrize(
    ("index", "condition"),
    [
        ("replica_visit_id", "\"Visit Id\" = 'x'"),
        ("replica_visit_caregiver_date", "\"Caregiver Id\" = 'x' AND \"Visit Date\" = '2026-01-01'"),
    ],
)
@pytest.mark.usefixtures("copied")
def test_visits_are_found_by_an_index(connection, index, condition):
    plan = connection.execute(f"EXPLAIN SELECT * FROM {SCHEMA}.{VISITS} WHERE {condition}").fetchall()
    assert index in repr(plan)


@pytest.mark.usefixtures("copied")
def test_it_is_made_anew_and_every_index_with_it(connection, copied, world):
    connection.execute(f"TRUNCATE {SCHEMA}.{VISITS}")
    assert replicate(connection, SCHEMA, world.folder / "ANALYTICS.db") == copied
    invalid = "SELECT count(*) FROM pg_index WHERE indrelid::regclass::text LIKE %s AND NOT indisvalid"
    assert connection.execute(invalid, [f"{SCHEMA}.%"]).fetchone() == (0,)
    made = connection.execute("SELECT count(*) FROM pg_indexes WHERE schemaname = %s", [SCHEMA]).fetchone()[0]
    assert made == 12
