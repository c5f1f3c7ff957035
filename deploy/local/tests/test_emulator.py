"""The warehouse emulator, asked by the real Snowflake connector."""

from __future__ import annotations

import datetime
import json
import urllib.request
from decimal import Decimal

import duckdb
import pytest
import snowflake.connector
from emulators import asking, connect, running

from bench.warehouse import Warehouse
from stand_ins.layout import HOST
from stand_ins.warehouse import catalog

VISITS = """\
Visit Id,Application Visit Id,Application Payer Id,Visit Date,Scheduled Start Time,Billed Hours,Is Missed,Bill Type
full,A-17,12345678901234567890,2026-01-02 00:00:00-05,2026-01-02 09:01:02.123456,1.25,true,""
nulls,,,,,,,
"quo""ted, ""x","",5,1969-12-31,1969-12-31 18:59:59.5-05,-3.10,false,"two
lines"
year 1,0,0,0001-01-01,0001-01-01 00:00:00,,,
"""
COLUMNS = (
    '"Visit Id", "Application Visit Id", "Application Payer Id", "Visit Date", "Scheduled Start Time", "Billed Hours", '
    '"Is Missed", "Bill Type"'
)
TYPES = """
    select table_name, column_name, data_type from ANALYTICS.INFORMATION_SCHEMA.COLUMNS where table_schema = 'BI'"""
WORDS = {"VARCHAR": "TEXT"}  # what Snowflake calls in a declaration otherwise than there
NUMBERS = "select row_number() over (order by 1) as n from table(generator(rowcount => 1000))"
WISHED = {"client_prefetch_threads": 1, "session_parameters": {"CLIENT_RESULT_CHUNK_SIZE": "48"}}


@pytest.fixture(scope="module")
def emulator(tmp_path_factory):
    """An emulator loaded from CSV files, with small chunks."""
    folder = tmp_path_factory.mktemp("emulator")
    (folder / "csv").mkdir()
    (folder / "csv" / "FACTVISITCALLPERFORMANCE_CR.csv").write_text(VISITS)
    with running(folder, "--rows-per-chunk", "50") as port:
        yield port


@pytest.fixture
def ask(emulator):
    with asking(emulator) as ask:
        yield ask


def test_a_csv_file_fills_its_table_with_every_type(ask):
    utc = datetime.UTC
    assert ask(f"select {COLUMNS} from FACTVISITCALLPERFORMANCE_CR where \"Visit Id\" = 'full'") == [
        (
            "full",
            "A-17",
            12345678901234567890,
            datetime.datetime(2026, 1, 2, 5, tzinfo=utc),
            datetime.datetime(2026, 1, 2, 9, 1, 2, 123456, tzinfo=utc),
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
    rows = ask('select "Visit Id", "Bill Type" from FACTVISITCALLPERFORMANCE_CR where "Application Payer Id" = 5')
    assert rows == [('quo"ted, "x', "two\nlines")]


def test_a_timestamp_with_zone_cast_to_one_without_is_the_wall_clock_in_utc(ask):
    rows = ask(
        'select cast("Scheduled Start Time" as timestamp_ntz), cast("Visit Date" as date) '
        'from FACTVISITCALLPERFORMANCE_CR where "Application Payer Id" in (5, 12345678901234567890) order by 2'
    )
    assert rows == [
        (datetime.datetime(1969, 12, 31, 23, 59, 59, 500000), datetime.date(1969, 12, 31)),
        (datetime.datetime(2026, 1, 2, 9, 1, 2, 123456), datetime.date(2026, 1, 2)),
    ]


def test_the_year_1_comes_as_it_is(ask):
    rows = ask(
        'select "Visit Date", cast("Visit Date" as date), cast("Scheduled Start Time" as timestamp_ntz) '
        "from FACTVISITCALLPERFORMANCE_CR where \"Visit Id\" = 'year 1'"
    )
    first = datetime.datetime(1, 1, 1)
    assert rows == [(first.replace(tzinfo=datetime.UTC), first.date(), first)]


def test_an_application_id_is_a_text_that_may_be_no_number(ask):
    read = 'select try_to_number("Application Visit Id", 38, 0) from FACTVISITCALLPERFORMANCE_CR order by 1 nulls last'
    assert ask(read) == [(0,), (None,), (None,), (None,)]
    beside_a_number = 'select coalesce("Application Visit Id", 0) from FACTVISITCALLPERFORMANCE_CR'
    with pytest.raises(snowflake.connector.errors.ProgrammingError):
        ask(beside_a_number)


def test_functions_on_texts_are_as_in_snowflake(ask):
    assert ask("select regexp_like('abc', 'b'), regexp_like('abc', '.b.')") == [(False, True)]
    assert ask("select split_part('1.5,-2', ',', 2), split_part('1.5', ',', 2)") == [("-2", "")]
    assert ask("select regexp_replace('900-01-0001', '[^0-9]', '')") == [("900010001",)]


def test_every_table_and_column_of_the_warehouse_is_there_with_its_type(ask):
    declared = {(table, column): catalog.declared(table, column) for table, column, _ in ask(TYPES)}
    assert {(table, column): kind for table, column, kind in ask(TYPES)} == {
        place: WORDS.get(word, word) for place, word in declared.items()
    }
    expected = {(table, column) for table, columns in catalog.tables().items() for column, _ in columns}
    assert {table for table, _ in expected - set(declared)} == {catalog.REFRESH}


def test_the_table_of_refreshes_is_there_where_it_was_given(tmp_path):
    assert refreshes(tmp_path) == "no such table"
    (tmp_path / "FACTDATAREFRESHSTATUS.csv").write_text(
        "MODULE,STATUS,REFRESH_FINISHED_AT\nConflict Report,success,2026-03-11 05:00:00\n"
    )
    finished = datetime.datetime(2026, 3, 11, 5, tzinfo=datetime.UTC)
    assert [("Conflict Report", "success", finished)] == refreshes(tmp_path)
    (tmp_path / "FACTDATAREFRESHSTATUS.csv").unlink()
    assert refreshes(tmp_path) == "no such table"


def refreshes(folder):
    catalog.create(folder, folder)
    with duckdb.connect(str(catalog.database_file(folder))) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        try:
            return connection.execute("SELECT * FROM BI.FACTDATAREFRESHSTATUS").fetchall()
        except duckdb.CatalogException:
            return "no such table"


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
    chunks = raw_answer(connection, "localhost")["data"]["chunks"]
    connection.close()
    assert sum(chunk["rowCount"] for chunk in chunks) == 950
    assert all(chunk["url"].startswith(f"http://localhost:{emulator}/chunk/") for chunk in chunks)


def raw_answer(connection, host: str) -> dict:
    """To a statement with a long result, of the emulator asked by that name."""
    port, token = connection.port, connection.rest.token
    headers = {"Authorization": f'Snowflake Token="{token}"', "Host": f"{host}:{port}"}
    body = json.dumps({"sqlText": NUMBERS}).encode()
    request = urllib.request.Request(f"http://{HOST}:{port}/queries/v1/query-request", body, headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


@pytest.mark.parametrize(("wish", "ahead", "megabytes"), [({}, 4, 160), (WISHED, 1, 48)])
def test_a_client_is_told_what_it_wished_of_chunks(emulator, wish, ahead, megabytes):
    connection = connect(emulator, **wish)
    parameters = {each["name"]: each["value"] for each in raw_answer(connection, HOST)["data"]["parameters"]}
    connection.close()
    assert parameters["CLIENT_PREFETCH_THREADS"] == ahead
    assert parameters["CLIENT_RESULT_CHUNK_SIZE"] == megabytes


def test_alter_session_is_accepted(ask):
    assert ask("alter session set query_tag = 'task02.keys'")


def test_temporary_tables_belong_to_their_session(ask, emulator):
    ask("create temporary table mine as select 1 as a")
    assert ask("select a from mine") == [(1,)]
    other = connect(emulator)
    with pytest.raises(snowflake.connector.errors.ProgrammingError):
        other.cursor().execute("select a from mine")
    other.close()


def test_a_query_that_was_asked_before_is_asked_of_what_its_names_mean_now(emulator):
    connection = connect(emulator)
    asked = connection.cursor()

    def rows():
        return asked.execute("select c from DIMCONTRACT order by 1").fetchall()

    asked.execute("create temporary table DIMCONTRACT as select 1 as c")
    assert rows() == rows() == [(1,)]
    asked.execute("insert into DIMCONTRACT values (2)")
    assert rows() == [(1,), (2,)]
    asked.execute("create or replace temporary table DIMCONTRACT as select 'x' as c")
    assert rows() == [("x",)]
    asked.execute("drop table DIMCONTRACT")
    with pytest.raises(snowflake.connector.errors.ProgrammingError):  # the warehouse's has no such column
        rows()
    asked.execute("create temporary table DIMCONTRACT as select 3 as c")
    assert rows() == [(3,)]
    connection.close()


def test_a_statement_that_comes_to_several_is_done_whole_each_time(emulator):
    connection = connect(emulator)
    asked = connection.cursor()
    asked.execute("create table MERGED (n int, times int)")
    once_more = """merge into MERGED t using (select 1 as n) s on t.n = s.n
        when matched then update set times = t.times + 1 when not matched then insert (n, times) values (s.n, 1)"""
    for times in (1, 2, 3):
        asked.execute(once_more)
        assert asked.execute("select n, times from MERGED").fetchall() == [(1, times)]
    asked.execute("drop table MERGED")
    connection.close()


def test_a_query_that_was_asked_before_is_asked_with_the_values_of_now(emulator):
    connection = connect(emulator, paramstyle="qmark")
    asked = connection.cursor()
    assert [asked.execute("select ? + 1, ?", (n, text)).fetchall() for n, text in ((1, "a"), (2, None), (1, "b"))] == [
        [(2, "a")],
        [(3, None)],
        [(2, "b")],
    ]
    asked.execute("create table ONE as select 1 as n")
    asked.execute("create table TWO as select 2 as n")
    for name, number in (("ONE", 1), ("TWO", 2), ("ONE", 1)):
        assert asked.execute("select n from identifier(?)", (name,)).fetchall() == [(number,)]
    asked.execute("drop table ONE")
    asked.execute("drop table TWO")
    connection.close()


def test_a_csv_file_with_an_unknown_column_is_refused_by_name(tmp_path):
    (tmp_path / "DIMOFFICE.csv").write_text("Office Id,Colour\n1,red\n")
    with pytest.raises(SystemExit, match=r"DIMOFFICE.csv: DIMOFFICE has no column Colour"):
        catalog.create(tmp_path, tmp_path)


def test_loading_again_makes_every_table_anew(tmp_path):
    (tmp_path / "DIMOFFICE.csv").write_text('Office Id,Office Name\n1,North\n2,""\n3,\n')
    catalog.create(tmp_path, tmp_path)
    catalog.create(tmp_path, tmp_path)
    with duckdb.connect(str(catalog.database_file(tmp_path))) as connection:
        rows = connection.execute('select "Office Id", "Office Name", "Is Active" from BI.DIMOFFICE order by 1')
        assert rows.fetchall() == [("1", "North", None), ("2", "", None), ("3", None, None)]


def test_what_was_asked_can_be_asked_again(emulator):
    alone = Warehouse(emulator)
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
