"""The demo tells what a run did in the words of its report, and what is wrong when it cannot."""

from __future__ import annotations

import pytest

from demo import run
from demo.words import result_in_words

FIELDS = ("task_id", "state", "duration", "try_number", "rendered_map_index")

REPORT = """\
The run is done
===============
It took 48 s. Detection found 1,234 conflicting pairs: 1,000 inserted, 200 updated, 5 resolved.

  run  manual

Tasks
-----
  task02_00_conflict_update  done  40 s

Rows by rule
------------
  1,000  200  5  Same scheduled times (SameSchTimeFlag)

1 warning
---------
  run  3 texts were cut

Parameters in force
-------------------
  lookback_hours  36
"""


def test_the_result_in_words_is_the_text_of_the_report_without_its_longest_tables(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT)
    told = "\n".join(result_in_words(tmp_path))
    tasks, rules = REPORT.index("Tasks"), REPORT.index("Rows by rule")
    assert told == (REPORT[:tasks] + REPORT[rules : REPORT.index("Parameters")]).rstrip()


def test_a_run_without_a_report_says_nothing(tmp_path):
    assert result_in_words(tmp_path) == []


@pytest.mark.parametrize(
    ("task", "line"),
    [
        (
            ("process_task02_chunk", "success", 12.0, 1, "chunk 3 (9,876 rows)"),
            f"  {'chunk 3 (9,876 rows)':<30}success            12.0 s",
        ),
        (("run_result", "success", 0.24, 1, None), "  run_result                    success             0.2 s"),
        (("run_result", "upstream_failed", None, 0, None), "  run_result                    upstream failed "),
        (
            ("run_result", "up_for_retry", 1.0, 1, None),
            "  run_result                    up for retry        1.0 s  (try 1)",
        ),
    ],
)
def test_a_task_that_ended_is_one_line(task, line):
    shown = run._task_line(dict(zip(FIELDS, task, strict=True)))
    assert shown.rstrip() == line.rstrip()


def test_where_nothing_runs_the_demo_says_how_to_start_it(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["demo.py", "--state", str(tmp_path)])
    with pytest.raises(SystemExit, match="make up starts it"):
        run.main()
