"""The loader, against a real PostgreSQL whose tables are made from the descriptions."""

import psycopg
import pytest
from worlds import ORDER

from columns import operational_tables
from load import NotEmpty, analyze, load

SCHEMA = "conflict_test"


@pytest.fixture(scope="module")
def connection(database):
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        for table, columns in operational_tables().items():
            listed = ", ".join(f'"{name}" {kind}' for name, kind in columns)
            connection.execute(f"CREATE TABLE {SCHEMA}.{table} ({listed})")
        connection.execute(f"CREATE TABLE {SCHEMA}.conflictlog_staging (LIKE {SCHEMA}.conflictvisitmaps)")
        connection.execute(f'ALTER TABLE {SCHEMA}.conflictlog_staging ADD "ConStatusFlag" varchar(5)')
        yield connection


@pytest.fixture(scope="module")
def loaded(connection, world):
    counts = load(connection, SCHEMA, world.folder / "tables")
    analyze(connection, SCHEMA)
    return counts


def test_every_row_of_every_file_arrives(connection, loaded):
    for table, rows in loaded.items():
        assert connection.execute(f"SELECT count(*) FROM {SCHEMA}.{table}").fetchone()[0] == rows > 0, table
    assert loaded["conflictvisitmaps"] == ORDER.stored_rows


@pytest.mark.usefixtures("loaded")
def test_the_next_generated_number_is_above_the_loaded_ones(connection):
    for table, key in (("conflicts", "CONFLICTID"), ("conflictvisitmaps", "ID"), ("payer_provider_reminders", "ID")):
        highest = connection.execute(f'SELECT max("{key}") FROM {SCHEMA}.{table}').fetchone()[0]
        made = connection.execute(f'INSERT INTO {SCHEMA}.{table} DEFAULT VALUES RETURNING "{key}"').fetchone()[0]
        connection.execute(f'DELETE FROM {SCHEMA}.{table} WHERE "{key}" = %s', [made])
        assert made == highest + 1, table


@pytest.mark.usefixtures("loaded")
def test_the_staging_table_holds_what_an_earlier_run_left_there(connection):
    found = connection.execute(f'SELECT count(*), count("ConStatusFlag") FROM {SCHEMA}.conflictlog_staging').fetchone()
    assert found == (ORDER.stored_rows, ORDER.stored_rows)


@pytest.mark.usefixtures("loaded")
def test_null_and_empty_text_stay_apart(connection):
    empty, missing = connection.execute(
        f"""SELECT count(*) FILTER (WHERE "P_PAddressL2" = ''), count(*) FILTER (WHERE "P_PAddressL2" IS NULL)
            FROM {SCHEMA}.conflictvisitmaps"""
    ).fetchone()
    assert empty > 0 and missing > 0


def test_tables_with_rows_are_refused_and_replaced_only_when_asked(connection, loaded, world):
    with pytest.raises(NotEmpty, match="conflicts has rows already"):
        load(connection, SCHEMA, world.folder / "tables")
    assert load(connection, SCHEMA, world.folder / "tables", replace=True) == loaded
