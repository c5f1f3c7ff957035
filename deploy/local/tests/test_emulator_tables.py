"""Where tables lie in the emulator, and the emulator of a source in which nothing can be made."""

from __future__ import annotations

import pytest
from emulators import asking, running
from snowflake.connector.errors import ProgrammingError

PROVIDERS = "Provider Id,Provider Name\np1,North\np2,South\n"
JOINED = (
    'select p."Provider Name", chosen.n from {0}.chosen join ANALYTICS.BI.DIMPROVIDER p on p."Provider Id" = chosen.id'
)


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    folder = tmp_path_factory.mktemp("open")
    (folder / "csv").mkdir()
    (folder / "csv" / "DIMPROVIDER.csv").write_text(PROVIDERS)
    with running(folder) as port, asking(port) as ask:
        ask("create database WORK")
        ask("create schema WORK.PIPELINE")
        yield port


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """The source as a share: nothing can be made in it, but in WORK.PIPELINE."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "csv").mkdir()
    (folder / "csv" / "DIMPROVIDER.csv").write_text(PROVIDERS)
    with running(folder, "--work", "WORK.PIPELINE") as port:
        yield port


@pytest.fixture(params=["port", "shared"])
def ask(request):
    """Of both kinds."""
    with asking(request.getfixturevalue(request.param)) as ask:
        yield ask


def test_a_temporary_table_of_another_database_joins_those_of_the_warehouse(ask):
    ask("create temporary table WORK.PIPELINE.chosen as select 'p2' as id, 7 as n")
    assert ask(JOINED.format("WORK.PIPELINE")) == [("South", 7)]
    ask("insert into WORK.PIPELINE.chosen values ('p1', 8)")
    assert ask("select WORK.PIPELINE.chosen.n from WORK.PIPELINE.chosen order by 1") == [(7,), (8,)]
    ask("create or replace temporary table WORK.PIPELINE.chosen (id varchar)")
    assert ask("select * from WORK.PIPELINE.chosen") == []
    ask("drop table WORK.PIPELINE.chosen")
    with pytest.raises(ProgrammingError, match="does not exist"):
        ask("select * from WORK.PIPELINE.chosen")


def test_without_its_schema_it_is_found_only_from_there(ask):
    ask("create temporary table WORK.PIPELINE.chosen as select 1 as n")
    with pytest.raises(ProgrammingError, match="does not exist"):
        ask("select n from chosen")
    ask("use schema WORK.PIPELINE")
    assert ask("select n from chosen") == [(1,)]


def test_a_query_of_the_same_name_stands_before_it(ask):
    ask("use schema WORK.PIPELINE")
    ask("create temporary table chosen as select 1 as n")
    assert ask("with chosen as (select n + 1 as n from chosen) select n from chosen") == [(2,)]
    assert ask("with chosen as (select 5 as n), more as (select n + 1 as n from chosen) select n from more") == [(6,)]


def test_in_an_open_warehouse_it_has_its_bare_and_its_whole_name(port):
    with asking(port) as ask:
        ask("create temporary table chosen as select 'p1' as id, 1 as n")
        assert ask("select chosen.n from chosen") == ask("select n from ANALYTICS.BI.chosen") == [(1,)]
        ask("create temporary table WORK.PIPELINE.chosen as select 2 as n")
        assert ask("select a.n, b.n from chosen a, WORK.PIPELINE.chosen b") == [(1, 2)]


@pytest.mark.parametrize("place", ["ELSEWHERE.PIPELINE", "WORK.ELSEWHERE"])
def test_a_schema_that_is_not_there_takes_none(port, place):
    with asking(port) as ask, pytest.raises(ProgrammingError, match=f"'{place}' does not exist or not authorized"):
        ask(f"create temporary table {place}.chosen as select 1 as n")


@pytest.mark.parametrize(
    "statement",
    [
        "create temporary table chosen as select 1 as n",
        "CREATE OR REPLACE TEMP TABLE ANALYTICS.BI.chosen AS SELECT 1 AS n",
        "create temporary table BI.chosen (n integer)",
        "create table chosen (n integer)",
        "/* task02.keys run=1 */ create or replace table chosen as select 1 as n",
    ],
)
def test_nothing_can_be_made_in_a_share(shared, statement):
    with asking(shared) as ask, pytest.raises(ProgrammingError) as refused:
        ask(statement)
    assert (refused.value.errno, refused.value.sqlstate) == (3001, "42501")
    assert "Insufficient privileges to operate on schema 'BI'" in refused.value.msg
