"""The bench of production's size: copies that share nothing, plans that are judged, tables with what was measured."""

from __future__ import annotations

import copy
import json

import duckdb
import pytest

from bench.plans import Plans, plan_of, too_much
from bench.production_data import Scale, other_id, other_ssn
from bench.production_report import NIGHTS, report
from bench.run import DETECTION, TASKS


def test_production_has_its_visits_and_pairs_a_night():
    scale = Scale(9_000_000)
    assert (scale.copies, scale.visits, scale.world.rows) == (30, 20_000_000, 300_000)
    assert scale.world.pairs * scale.copies // 2 == pytest.approx(100_000, rel=0.01)
    assert Scale(200_000).copies == 2  # what is new in the second night is a copy's


def test_the_copies_of_an_id_are_all_different_and_keep_their_form():
    ids = (
        "0a1b2c3d-4e5f-6789-abcd-ef0123456789",
        "0A1B2C3D-4E5F-6789-ABCD-EF0123456789",
        "0a1b2c3d4e5f6789abcdef0123456789",
    )
    copies = [[duckdb.execute(f"SELECT {other_id(repr(each), n)}").fetchone()[0] for each in ids] for n in range(30)]
    assert copies[0][0] == ids[0]
    assert len({forms[0] for forms in copies}) == 30
    for forms in copies:
        assert {each.replace("-", "").lower() for each in forms} == {forms[0].replace("-", "")}
        assert [each.count("-") for each in forms] == [4, 4, 0]


@pytest.mark.parametrize(
    ("ssn", "other"),
    [
        ("966-12-0003", "966-12-0703"),
        ("966120003", "966120703"),
        (" 000-12-0003  ", " 000-12-0703"),
        ("999-99-9999", "999-99-9999"),
        ("123456789", "123456789"),
        ("   ", "   "),
        (None, None),
    ],
)
def test_the_copies_of_a_number_are_nobodys_either(ssn, other):
    assert duckdb.execute(f"SELECT {other_ssn('CAST($1 AS VARCHAR)', 7)}", [ssn]).fetchone()[0] == other


def node(kind: str, rows: int, loops: int = 1, below: tuple = (), **more) -> dict:
    return {"Node Type": kind, "Actual Rows": rows, "Actual Loops": loops, "Plans": list(below), **more}


def test_a_loop_over_a_table_is_too_much_and_one_by_index_is_not():
    outer = node("Seq Scan", 40_000)
    by_index = node("Nested Loop", 40_000, below=(outer, node("Index Scan", 1, 40_000)))
    over_all = node(
        "Nested Loop", 40_000, below=(outer, node("Seq Scan", 1, 40_000, **{"Rows Removed by Filter": 400_000}))
    )
    assert too_much(by_index) == ""
    assert too_much(over_all) == "Seq Scan reads 16,000,040,000 rows of an input of 400,001"
    few_rows_of_many_pages = node("Seq Scan", 1, 2_000, **{"Relation Name": "money", "Shared Hit Blocks": 9_000_000})
    assert (
        too_much(node("Nested Loop", 2_000, below=(outer, few_rows_of_many_pages)))
        == "money read 2,000 times, 9,000,000 pages"
    )


def test_what_filters_by_a_query_of_its_own_is_an_input_too():
    asks = node("Index Scan", 90_000, below=(node("Index Scan", 1, 90_000),))
    assert too_much(node("Nested Loop", 90_000, below=(asks, node("Index Scan", 1, 90_000)))) == ""
    assert too_much(node("Index Scan", 1, 430, **{"Rows Removed by Filter": 1_486})).startswith(
        "Index Scan reads 639,410"
    )


def entry(query: str) -> str:
    told = json.dumps({"Query Text": query, "Plan": node("Seq Scan", 3)})
    return json.dumps({"message": f"duration: 1234.5 ms  plan:\n{told}"}) + "\n"


def test_a_plan_is_told_once_under_its_statements_name(tmp_path):
    (tmp_path / "log").mkdir()
    log, plans = tmp_path / "log" / "postgresql.json", Plans(tmp_path)
    log.write_text(
        '{"message": "checkpoint starting: time"}\n' + entry("/* task03.read_window run=x */ SELECT 1") + entry("x")[:9]
    )
    assert [(plan.statement, plan.seconds) for plan in plans.new()] == [("task03.read_window", 1.2345)]
    with log.open("a") as more:
        more.write(entry("x")[9:])
    assert [plan.statement for plan in plans.new()] == ["x"]
    assert plans.new() == []
    assert plan_of({"message": "no plan"}) is None


def measured(rows: int, seconds: float) -> dict:
    task = {
        "seconds": seconds,
        "megabytes": 120.0,
        "outside": 1.0,
        "steps": {"write": seconds - 1},
        "counts": {"inserted": 7},
    }
    task |= {
        "wal": 12.0,
        "temporary": 3.0,
        "temporary_files": 1,
        "clicks": 90,
        "longest": 0.25,
        "failed": 0,
        "plans": [],
    }
    nights = {night: {"tasks": {each: copy.deepcopy(task) for each in TASKS}, "gigabytes": 1.5} for night in NIGHTS}
    return {"rows": rows, "visits": 2 * rows, "nights": nights}


def test_the_tables_have_every_task_of_every_night_beside_production():
    lines = report([measured(300_000, 3.0)])
    detection = [line for line in lines if line.startswith(f"| {DETECTION} ")]
    assert [cell.strip() for cell in detection[0].strip("| ").split("|")] == [DETECTION, "3.0", "3.0", "3.0", "480.0"]
    assert "0.25 s" in detection[1] and "7 inserted" in detection[1]
    assert sum(night in "\n".join(lines) for night in NIGHTS) == 3


def test_a_step_that_takes_longer_for_each_row_is_named():
    small, large = measured(300_000, 3.0), measured(9_000_000, 61.0)
    assert "Every step of a second and more took at most" in "\n".join(report([small, large]))
    large["nights"]["ordinary"]["tasks"][DETECTION]["steps"]["write"] = 120.0
    told = report([small, large])[-1]
    assert [cell.strip() for cell in told.strip("| ").split("|")] == [
        f"{DETECTION}: write",
        "ordinary",
        "2.0",
        "120.0",
        "2.0",
    ]


def test_a_plan_that_does_too_much_is_in_the_tables():
    one = measured(300_000, 3.0)
    one["nights"]["first"]["tasks"][DETECTION]["plans"] = [
        ["write", 2.0, "Seq Scan reads"],
        ["write", 3.0, "Seq Scan reads"],
    ]
    row = next(line for line in report([one]) if "Seq Scan reads" in line)
    assert [cell.strip() for cell in row.strip("| ").split("|")] == [DETECTION, "write", "2", "3.0", "Seq Scan reads"]
