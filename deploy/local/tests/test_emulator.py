"""The warehouse emulator, asked by the real Snowflake connector."""

from __future__ import annotations

import datetime
import json
import os
import urllib.request
from decimal import Decimal

import duckdb
import pytest
import snowflake.connector

import bench_warehouse
import processes
import warehouse
from layout import HERE, HOST, venv_python

VISITS = """\
Visit Id,Application Visit Id,Visit Date,Scheduled Start Time,Visit Start Time,Billed Hours,Is Missed,Bill Type
full,12345678901234567890,2026-01-02,2026-01-02 09:00:00+00,2026-01-02 09:01:02.123456,1.25,true,""
nulls,,,,,,,
"quo""ted, ""x",5,1969-12-31,1969-12-31 18:59:59.5-05,1969-12-31 23:59:59.5,-3.10,false,"two
lines"
"""
COLUMNS = (
    '"Visit Id", "Application Visit Id", "Visit Date", "Scheduled Start Time", "Visit Start Time", "Billed Hours", '
    '"Is Missed", "Bill Type"'
)
NUMBERS = "select row_number() over (order by 1) as n from table(generator(rowcount => 1000))"


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    """An emulator loaded from CSV files, with small chunks."""
    folder = tmp_path_factory.mktemp("emulator")
    (folder / "csv").mkdir()
    (folder / "csv" / "FACTVISITCALLPERFORMANCE_CR.csv").write_text(VISITS)
    command = [str(venv_python("standins")), str(HERE / "emulator.py"), "--data", str(folder / "data")]
    command += ["--load", str(folder / "csv"), "--port-file", str(folder / "port"), "--rows-per-chunk", "50"]
    process = processes.start("emulator", command, folder / "log", folder)
    try:
        processes.wait_until(lambda: processes.serving_port(folder / "port") > 0, process, 60)
        yield processes.serving_port(folder / "port")
    finally:
        processes.end([process], 10)


def connect(port: int):
    assert os.environ["SNOWFLAKE_DISABLE_PLATFORM_DETECTION"] == "true"
    return snowflake.connector.connect(
        host=HOST, port=port, protocol="http", account="local", user="any", password="any", login_timeout=20
    )


@pytest.fixture
def ask(emulator):
    connection = connect(emulator)
    yield lambda sql: connection.cursor().execute(sql).fetchall()
    connection.close()


def test_a_csv_file_fills_its_table_with_every_type(ask):
    utc = datetime.UTC
    assert ask(f"select {COLUMNS} from FACTVISITCALLPERFORMANCE_CR where \"Visit Id\" = 'full'") == [
        (
            "full",
            12345678901234567890,
            datetime.date(2026, 1, 2),
            datetime.datetime(2026, 1, 2, 9, tzinfo=utc),
            datetime.datetime(2026, 1, 2, 9, 1, 2, 123456),
            Decimal("1.25"),
            True,
            "",
        )
    ]


def test_null_is_null_in_every_type(ask):
    assert ask(f"select {COLUMNS} from FACTVISITCALLPERFORMANCE_CR where \"Visit Id\" = 'nulls'") == [
        ("nulls", None, None, None, None, None, None, None)
    ]


def test_null_without_a_table_is_null_in_every_type(ask):
    types = ["number(38,0)", "number(12,8)", "float", "varchar", "boolean", "date", "time"]
    types += ["timestamp_ntz", "timestamp_tz", "binary", "variant"]
    assert ask("select " + ", ".join(f"null::{name}" for name in types)) == [(None,) * len(types)]


def test_text_keeps_quotes_commas_and_line_breaks(ask):
    rows = ask('select "Visit Id", "Bill Type" from FACTVISITCALLPERFORMANCE_CR where "Application Visit Id" = 5')
    assert rows == [('quo"ted, "x', "two\nlines")]


def test_a_timestamp_with_zone_cast_to_one_without_is_the_wall_clock_in_utc(ask):
    rows = ask(
        'select cast("Scheduled Start Time" as timestamp_ntz), "Visit Start Time" '
        'from FACTVISITCALLPERFORMANCE_CR where "Application Visit Id" = 5'
    )
    before_1970 = datetime.datetime(1969, 12, 31, 23, 59, 59, 500000)
    assert rows == [(before_1970, before_1970)]


def test_every_table_and_column_of_the_warehouse_is_there(ask):
    listed = "select table_name, column_name from information_schema.columns where table_schema = 'BI'"
    expected = {(table, column) for table, columns in warehouse.tables().items() for column, _ in columns}
    assert set(ask(listed)) >= expected


def test_the_default_database_and_schema_are_those_of_the_warehouse(ask):
    assert ask("select current_database(), current_schema()") == [("ANALYTICS", "BI")]


def test_a_long_result_comes_in_chunks_whole_and_with_its_nulls(ask):
    rows = ask(
        f"select n, iff(n % 3 = 0, null, n), iff(n % 3 = 1, null, n::varchar), "
        f"iff(n % 3 = 2, null, dateadd(second, n, '2026-01-01'::timestamp_ntz)) from ({NUMBERS}) order by n"
    )
    start = datetime.datetime(2026, 1, 1)
    assert rows == [
        (
            n,
            None if n % 3 == 0 else n,
            None if n % 3 == 1 else str(n),
            None if n % 3 == 2 else start + datetime.timedelta(seconds=n),
        )
        for n in range(1, 1001)
    ]


def test_chunks_are_downloaded_from_the_address_that_the_client_asked(emulator):
    connection = connect(emulator)
    body = json.dumps({"sqlText": NUMBERS}).encode()
    headers = {"Authorization": f'Snowflake Token="{connection.rest.token}"', "Host": f"localhost:{emulator}"}
    request = urllib.request.Request(f"http://{HOST}:{emulator}/queries/v1/query-request", body, headers)
    with urllib.request.urlopen(request) as answer:
        chunks = json.load(answer)["data"]["chunks"]
    connection.close()
    assert sum(chunk["rowCount"] for chunk in chunks) == 950
    assert all(chunk["url"].startswith(f"http://localhost:{emulator}/chunk/") for chunk in chunks)


def test_alter_session_is_accepted(ask):
    assert ask("alter session set query_tag = 'task02.keys'")


def test_temporary_tables_belong_to_their_session(ask, emulator):
    ask("create temporary table mine as select 1 as a")
    assert ask("select a from mine") == [(1,)]
    other = connect(emulator)
    with pytest.raises(snowflake.connector.errors.ProgrammingError):
        other.cursor().execute("select a from mine")
    other.close()


def test_a_csv_file_with_an_unknown_column_is_refused_by_name(tmp_path):
    (tmp_path / "DIMOFFICE.csv").write_text("Office Id,Colour\n1,red\n")
    with pytest.raises(SystemExit, match=r"DIMOFFICE.csv: DIMOFFICE has no column Colour"):
        warehouse.create(tmp_path, tmp_path)


def test_loading_again_makes_every_table_anew(tmp_path):
    (tmp_path / "DIMOFFICE.csv").write_text('Office Id,Office Name\n1,North\n2,""\n3,\n')
    warehouse.create(tmp_path, tmp_path)
    warehouse.create(tmp_path, tmp_path)
    with duckdb.connect(str(warehouse.database_file(tmp_path))) as connection:
        rows = connection.execute('select "Office Id", "Office Name", "Is Active" from BI.DIMOFFICE order by 1')
        assert rows.fetchall() == [("1", "North", None), ("2", "", None), ("3", None, None)]


def test_what_was_asked_can_be_asked_again(emulator):
    alone = bench_warehouse.Warehouse(emulator)
    before = alone.last()
    connection = connect(emulator)
    connection.cursor().execute("create temporary table asked_for as select 1 as a")
    connection.cursor().execute(f"select n from ({NUMBERS}), asked_for where a = %s", (1,)).fetchall()
    connection.close()
    statements = alone.asked(before)
    assert len({each["session"] for each in statements}) == 1
    assert len(statements) == 2
    assert 0 < alone.repeat(statements) < 60
    assert len(alone.asked(before)) == 4
