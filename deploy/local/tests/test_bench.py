"""The tables of the bench: what they say, and that each figure is the one that was measured."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bench import day, report
from bench.before import Scaled
from bench.data import SIZES
from bench.goals import goals as goals_of
from bench.last import FIGURES, against_last, figures, last
from bench.run import DETECTION, INSERVICE, STAGING, STATUS, TASKS, Explained, Pipeline, Ran, watch
from bench.table import put_into, table
from stand_ins.layout import PROGRAMS, ROOT

LIMITS = {"INSERT ... SELECT into staging": 80_000.0}
COUNTS = {
    DETECTION: {"pairs_read": 58_852, "inserted": 40_000, "updated": 5_000, "resolved": 0},
    INSERVICE: {"pairs_read": 27_526, "inserted": 20_000},
    STATUS: {"updated": 1_234},
}


def ran(task: str, seconds: float, steps: dict[str, float], staged: int = 0) -> Ran:
    told = [{"name": name, "duration_seconds": took, "counts": {"staged": staged}} for name, took in steps.items()]
    return Ran(seconds, 300.0, {"steps": told, "counts": COUNTS.get(task, {})}, [])


def pipeline(seconds: float) -> Pipeline:
    steps = {DETECTION: {"pairs": 0.2 * seconds, "write": 0.5 * seconds}, STAGING: {"staging": 0.8 * seconds}}
    return Pipeline({task: ran(task, seconds, steps.get(task, {}), 300_000) for task in TASKS})


def measured(rows: int, seconds: float) -> report.Measured:
    runs = (pipeline(seconds), pipeline(seconds / 2), pipeline(seconds / 10), pipeline(seconds))
    return report.Measured(SIZES[rows], LIMITS, *runs, {DETECTION: 0.4 * seconds, INSERVICE: 1.0}, "15.0")


@pytest.fixture
def goals() -> dict[str, list[str]]:
    """By goal: reached, and whether it is."""
    lines = goals_of([measured(300_000, 4.0)])
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[2:]]
    return {row[0]: row[2:] for row in rows}


def test_the_peak_of_a_command_is_its_own(tmp_path):
    ours = bytearray(200_000_000)
    ours[::4096] = b"x" * len(ours[::4096])  # every page is there
    grown = "x = bytearray(60_000_000); print('grown'); raise SystemExit(3)"
    exit_code, megabytes = watch([sys.executable, "-c", grown], dict(os.environ), tmp_path / "log")
    assert exit_code == 3
    assert 60 < megabytes < 120
    assert (tmp_path / "log").read_text() == "grown\n"
    del ours


def test_numbers_stand_to_the_right_and_what_is_missing_is_left_out():
    assert table(["task", "s", "x"], [["one", 1.25, None], ["eleven", 1234.5, 2]]) == [
        "| task   |     s |   x |",
        "| ------ | ----: | --: |",
        "| one    |   1.2 |     |",
        "| eleven | 1,234 |   2 |",
    ]


def test_the_figures_before_are_for_as_many_rows_and_pairs():
    before = Scaled(300_000, 2 * 58_852, 27_526)
    assert before.seconds(DETECTION) == pytest.approx(54.0)
    assert before.seconds(STATUS) == pytest.approx(7.0 * 300 / 304)
    assert before.seconds(INSERVICE) == 62.0
    assert before.phases(("written", "stale rows")) == pytest.approx(2 * 16.1)


def test_what_more_writers_gain_is_told_by_step():
    of_one = measured(300_000, 4.0)
    assert "### Writers" not in report.report(of_one)
    of_one.by_writers.update({4: pipeline(2.5), 1: pipeline(4.0), 2: pipeline(2.0)})
    lines = report.report(of_one)
    start = lines.index("### Writers")
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines[start + 2 : start + 9]]
    assert rows[0] == ["seconds, all new", "1 at once", "2 at once", "4 at once", "one / best"]
    assert rows[2] == [f"{STAGING}: staging", "3.2", "1.6", "2.0", "2.0"]
    assert rows[3] == [f"{DETECTION}: write", "2.0", "1.0", "1.2", "2.0"]
    assert rows[6] == ["all tasks", "24.0", "12.0", "15.0", "2.0"]


def test_the_slowest_answer_of_explain_is_held_to_three_seconds():
    of_one = measured(300_000, 4.0)
    of_one.explained.update({"a pair": Explained(5.0, 2.0), "the pairs of a conflict": Explained(4.4, 3.1)})
    [line] = [each for each in report.report(of_one) if each.startswith("| the pairs of a conflict ")]
    assert [cell.strip() for cell in line.strip("| ").split("|")] == ["the pairs of a conflict", "3.1", "4.4"]
    assert "explain, an answer within 3 s of its first statement to the warehouse" in "\n".join(goals_of([of_one]))
    assert any("3.1 s (the pairs of a conflict)" in line and line.endswith("| no     |") for line in goals_of([of_one]))


def test_goals_are_measured_against_the_first_run(goals):
    assert goals["conflict update, writing side: 8 times"] == ["8.6 times (17.1 s, 2.0 s)", "yes"]
    assert goals["conflict update, whole: 4 times"] == ["6.8 times (27.0 s, 4.0 s)", "yes"]
    assert goals["conflict update, the warehouse's share aside: 4 times"] == ["7.7 times (18.4 s, 2.4 s)", "yes"]
    assert goals["in-service: 20 times"] == ["15.5 times (62.0 s, 4.0 s)", "no"]
    assert goals["status management: 4 times"] == ["1.7 times (6.9 s, 4.0 s)", "no"]


def test_a_run_over_unchanged_data_is_compared_with_one_in_which_all_is_new(goals):
    assert goals["nothing changed, detection: under a fifth of all new"] == ["10% (0.4 s of 4.0 s)", "yes"]
    assert goals["nothing changed, all tasks: under a fifth of all new"] == ["10% (2.4 s of 24.0 s)", "yes"]


def test_what_the_third_run_writes_is_counted(goals):
    assert goals["the third run writes nothing but staging"] == ["66,234 rows", "no"]


def test_staging_is_compared_with_the_limit_of_the_same_run(goals):
    # the median of 93,750, 187,500, 937,500 and 93,750 rows a second
    assert goals["copy to staging at the limit of INSERT ... SELECT"] == ["176% of it", "yes"]


def test_growth_is_told_where_there_are_two_sizes():
    lines = goals_of([measured(300_000, 4.0), measured(3_000_000, 40.0)])
    growth = [line for line in lines if "growth" in line or "same memory" in line]
    assert len(growth) == 5
    assert "300,000 and 3,000,000" in growth[0]


def test_the_report_has_every_task_and_every_step():
    text = "\n".join(report.report(measured(300_000, 4.0)))
    for expected in (*TASKS, "writing side", "outside the steps", "58,852 detected pairs", "pairs read 27,526"):
        assert expected in text


def test_the_tables_replace_those_that_a_file_has(tmp_path):
    file = tmp_path / "figures.md"
    file.write_text("# Figures\n<!-- figures -->\nold\n<!-- end of figures -->\n\n## Learned\n")
    put_into(file, ["new", ""])
    assert file.read_text() == "# Figures\n<!-- figures -->\nnew\n<!-- end of figures -->\n\n## Learned\n"
    put_into(tmp_path / "other.md", ["new"])
    assert (tmp_path / "other.md").read_text() == "new\n"


def test_a_day_with_the_history_is_compared_with_one_without_and_a_preview_with_what_only_reads():
    def of_a_day(how: str, seconds: float) -> day.Day:
        run = pipeline(seconds)
        run.tasks[DETECTION].result["steps"][1]["counts"]["updated"] = 3  # writes half of the time
        return day.Day(how, 3.0, run)

    days = [of_a_day(how, seconds) for how, seconds in ((day.WITHOUT, 10.0), (day.WITH, 11.0))]
    told = "\n".join(day.report(300_000, days, [ran("preview", 33.0, {})]))
    assert "The history, all tasks: 1.10 times (66.0 s beside 60.0 s; asked: at most 1.15)." in told
    assert "A preview beside the reading half of its run: 1.20 times (33.0 s, 27.5 s; asked: at most 1.2)." in told
    assert "A preview beside all of its three tasks: 1.00 times (33.0 s, 33.0 s)." in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Measures every task"),
        (["tasks"], "Measures every task"),
        (["chunked"], "Measures detection in chunks"),
        (["day"], "Measures a usual day"),
        (["start"], "How long a task takes"),
        (["peer"], "Measures the older container and ours"),
        (["production"], "Measures three nights at production's size"),
    ],
)
def test_what_is_measured_is_a_word(words, told):
    command = [sys.executable, str(PROGRAMS / "bench.py"), *words, "--help"]
    assert told in subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("mark", ["figures", "chunked figures"])
def test_the_figures_of_the_page_are_read_and_are_not_slower_than_themselves(mark):
    before = last(ROOT / FIGURES, mark)
    sizes = {key[0] for key in before if key[0]}
    assert sizes
    told = "\n".join(against_last(before, before))
    assert told.count("1.00 times") == told.count("0 fell back by more than 15%, 0 gained") == len(sizes)


def test_a_step_that_falls_back_is_named_whatever_the_machine_does():
    now = figures(report.report(measured(300_000, 4.0)))
    last_time = {key: value if key[1] == "Limits" else 2 * value for key, value in now.items()}
    assert now["300,000 stored rows", "Staging", "staging", "first run"] == 3.2
    twice_as_fast = {key: 2 * value if key[1] == "Limits" else value for key, value in now.items()}
    assert "0 fell back by more than 15%, 0 gained" in "\n".join(against_last(last_time, twice_as_fast))
    slower = {**twice_as_fast, ("300,000 stored rows", "Staging", "staging", "first run"): 4.0}
    told = against_last(last_time, slower)
    assert "1 fell back by more than 15%, 0 gained" in "\n".join(told)
    assert [cell.strip() for cell in told[-2].strip("| ").split("|")] == [
        "Staging: staging", "first run", "3.2", "4.0", "1.25"
    ]  # fmt: skip


def test_a_size_that_was_never_measured_has_no_last_figures():
    now = figures(report.report(measured(300_000, 4.0)))
    assert against_last({}, now)[2] == "300,000 stored rows: there are no last figures."
