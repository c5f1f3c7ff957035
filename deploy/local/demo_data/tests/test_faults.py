"""Each fault does what it says, by as much as it is told, and is taken back to the last byte."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import naive
import pytest
from worlds import NOW, World

import faults
from fault_visits import VISITS
from faults import FAULTS, NotPossible, Wish, apply, undo
from sizes import Order

SMALL = Order(1_500, 3, NOW, 200, 150)
AT = Wish(now=NOW)
BY_PROVIDER = f"""
    SELECT CAST("Provider Id" AS UUID), count(DISTINCT CAST("Visit Id" AS UUID)) FROM {VISITS}
    WHERE CAST("Visit Date" AS DATE) <= '2026-04-18' GROUP BY 1"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    World(folder, SMALL).warehouse.close()
    return folder


@pytest.fixture
def source(made, tmp_path) -> Path:
    """A copy of the world's warehouse."""
    shutil.copy(made / "ANALYTICS.db", tmp_path)
    return tmp_path


def ask(folder: Path, statement: str) -> list[tuple]:
    with duckdb.connect(str(folder / "ANALYTICS.db"), read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'; SET search_path = 'BI'")
        return connection.execute(statement).fetchall()


def one(folder: Path, statement: str):
    return ask(folder, statement)[0][0]


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_changes_the_source_and_is_undone(source, name):
    before = (source / "ANALYTICS.db").read_bytes()
    assert apply(source, name, AT)
    assert (source / "ANALYTICS.db").read_bytes() != before
    undo(source)
    assert (source / "ANALYTICS.db").read_bytes() == before
    assert [file.name for file in source.iterdir()] == ["ANALYTICS.db"]


def test_several_faults_are_taken_back_at_once(source):
    before = (source / "ANALYTICS.db").read_bytes()
    for name in ("column-dropped", "visit-date-text", "no-caregivers"):
        apply(source, name, AT)
    columns = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'FACTVISITCALLPERFORMANCE_CR'"
    kinds = dict(ask(source, columns))
    assert "Is Missed" not in kinds and kinds["Visit Date"] == "VARCHAR"
    undo(source)
    assert (source / "ANALYTICS.db").read_bytes() == before


def test_a_refresh_is_as_old_as_it_is_told(source):
    apply(source, "refresh-too-old", replace(AT, number=29))
    age = "TIMESTAMPTZ '2026-03-04 11:30:00+00' - REFRESH_FINISHED_AT"
    assert ask(source, f"SELECT {age} = to_hours(29), STATUS FROM FACTDATAREFRESHSTATUS") == [(True, "success")]
    apply(source, "refresh-failed", AT)
    assert one(source, "SELECT STATUS FROM FACTDATAREFRESHSTATUS") == "failed"


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("no-caregivers", "SELECT count(*) FROM DIMCAREGIVER"),
        ("no-visits", f"SELECT count(*) FROM {VISITS}"),
        ("no-inservice-events", "SELECT count(*) FROM FACTCAREGIVERINSERVICE"),
        ("no-active-provider", 'SELECT count(*) FROM DIMPROVIDER WHERE "Is Active"'),
    ],
)
def test_what_shall_be_gone_is_gone(source, name, statement):
    assert one(source, statement) > 0
    apply(source, name, AT)
    assert one(source, statement) == 0


@pytest.mark.parametrize("percent", [20, 21])
def test_of_every_provider_the_share_is_hidden_rounded_down(source, percent):
    before = dict(ask(source, BY_PROVIDER))
    told = apply(source, "fewer-visits", replace(AT, number=percent))
    left = dict(ask(source, BY_PROVIDER))
    hidden = {provider: visits - left[provider] for provider, visits in before.items()}
    assert hidden == {provider: visits * percent // 100 for provider, visits in before.items()}
    assert told == f"{sum(hidden.values()):,} of {sum(before.values()):,} visits of the window are hidden"


@pytest.mark.parametrize("percent", [50, 51, 100])
def test_of_one_provider_the_share_is_hidden(source, percent):
    before = dict(ask(source, BY_PROVIDER))
    provider = str(max(before, key=lambda each: before[each]))
    apply(source, "provider-hidden", replace(AT, number=percent, provider=provider))
    left = dict(ask(source, BY_PROVIDER))
    changed = {str(each): visits - left.get(each, 0) for each, visits in before.items() if visits != left.get(each)}
    assert changed == {provider: max(before.values()) * percent // 100}


def test_a_provider_whose_visits_are_not_looked_at_is_not_chosen(source, made):
    counted = """SELECT CAST("Provider Id" AS UUID) FROM DIMPROVIDER WHERE "Is Active" AND NOT "Is Demo" """
    excluded = faults.excluded_agencies(made / "tables")
    usual = {str(provider) for (provider,) in ask(source, counted)} - excluded
    assert excluded
    for _ in range(3):
        told = apply(source, "provider-hidden", replace(AT, excluded=excluded))
        chosen = told.removesuffix(" are hidden").split()[-1]
        assert chosen in usual
        usual.remove(chosen)


def test_a_provider_is_gone_or_switched_off(source):
    active = 'SELECT count(*) FROM DIMPROVIDER WHERE "Is Active"'
    providers, on = one(source, "SELECT count(*) FROM DIMPROVIDER"), one(source, active)
    apply(source, "provider-gone", AT)
    assert one(source, "SELECT count(*) FROM DIMPROVIDER") == providers - 1
    apply(source, "provider-off", AT)
    assert one(source, active) == on - 2


@pytest.mark.parametrize(("visits", "crowded"), [(100, 0), (101, 1)])
def test_a_key_has_as_many_visits_as_it_is_told(made, source, visits, crowded):
    apply(source, "crowded-key", replace(AT, number=visits, excluded=faults.excluded_agencies(made / "tables")))
    world = object.__new__(World)
    world.folder, world.warehouse = made, duckdb.connect(str(source / "ANALYTICS.db"), read_only=True)
    world.warehouse.execute("SET TimeZone = 'UTC'; SET search_path = 'BI'")
    detection = naive.Detection(world, NOW)
    assert len(detection.crowded) == crowded
    assert max(map(len, detection.visits_by_key().values())) == visits
    world.warehouse.close()


def test_what_is_not_possible_is_said(source, tmp_path):
    with pytest.raises(NotPossible, match="there is no fault rain; known are refresh-too-old"):
        apply(source, "rain")
    with pytest.raises(NotPossible, match="no fault was applied"):
        undo(source)
    with pytest.raises(NotPossible, match="generate.py makes it"):
        apply(tmp_path / "nowhere", "no-visits")


def test_a_warehouse_that_is_open_elsewhere_is_left_alone(source):
    program = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); input()"
    command = [sys.executable, "-c", program, str(source / "ANALYTICS.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(NotPossible, match="stop the warehouse stand-in first"):
            apply(source, "no-visits")
        other.communicate("\n")


def test_from_a_command_line(source):
    program = [sys.executable, faults.__file__]
    listed = subprocess.run([*program, "--list"], capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(FAULTS)
    there = one(source, f"SELECT count(*) FROM {VISITS}")
    named = [*program, "--warehouse", str(source)]
    wish = ["--number", "50", "--now", "2026-03-04T11:30:00"]
    told = subprocess.run([*named, "apply", "fewer-visits", *wish], capture_output=True, text=True, check=True).stdout
    assert "visits of the window are hidden" in told
    assert one(source, f"SELECT count(*) FROM {VISITS}") < 0.6 * there
    subprocess.run([*named, "undo"], check=True)
    assert one(source, f"SELECT count(*) FROM {VISITS}") == there
    again = subprocess.run([*named, "undo"], capture_output=True, text=True)
    assert (again.returncode, "no fault was applied" in again.stderr) == (1, True)
