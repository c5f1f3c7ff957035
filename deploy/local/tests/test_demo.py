"""The demo tells what a run did in words that are its documents' numbers, and what is wrong when it cannot."""

from __future__ import annotations

import json

import pytest

from demo import run
from demo.words import result_in_words

COUNTS = {
    "pairs_read": 1234,
    "inserted": 1000,
    "updated": 200,
    "unchanged": 30,
    "repaired": 4,
    "skipped": 0,
    "resolved": 5,
}
BY_RULE = {
    "SameSchTimeFlag": {"inserted": 700, "updated": 150, "resolved": 3},
    "DistanceFlag": {"inserted": 1300, "updated": 0, "resolved": 2},
}


FIELDS = ("task_id", "state", "duration", "try_number", "rendered_map_index")


def document(folder, task, counts=None, details=None, warnings=(), steps=None):
    content = {"task": task, "counts": counts or {}, "details": details or {}, "warnings": list(warnings)}
    content["steps"] = [{"name": name, "counts": {"updated": rows}} for name, rows in (steps or {}).items()]
    (folder / f"{task}.json").write_text(json.dumps(content))


def test_the_result_in_words_has_every_number_of_the_detection(tmp_path):
    document(tmp_path, "task02_00_conflict_update", COUNTS, {"by_rule": BY_RULE})
    lines = result_in_words(tmp_path)
    assert lines[0] == (
        "Found 1,234 pairs of conflicting visits: 1,000 inserted, 200 updated, 30 unchanged, 4 repaired; 5 resolved."
    )
    assert lines[-2].split() == ["same", "scheduled", "times", "700", "150", "3"]
    assert lines[-1].split() == ["too", "far", "to", "travel", "1,300", "0", "2"]


def test_every_task_says_what_it_did(tmp_path):
    document(tmp_path, "task01_copy_to_staging", {"staged": 9609, "reminders_inserted": 98, "reminders_updated": 31})
    document(tmp_path, "task02_00_conflict_update", COUNTS)
    document(tmp_path, "task02_01_inservice_conflict", {**COUNTS, "repaired": 0})
    steps = {"fetch_deleted_visit_ids": 0, "deleted_visits_cvm": 51, "ismissed_cascade_cf": 1370}
    document(tmp_path, "task03_status_management", {"updated": 1421}, steps=steps)
    assert result_in_words(tmp_path) == [
        "Copied 9,609 rows as they were before to staging; reminders: 98 inserted, 31 updated.",
        "",
        "Found 1,234 pairs of conflicting visits: 1,000 inserted, 200 updated, 30 unchanged, 4 repaired; 5 resolved.",
        "",
        "Found 1,234 pairs of a visit and a training: 1,000 inserted, 200 updated, 30 unchanged; 5 resolved.",
        "",
        "Brought 1,421 rows to the status and the values that follow for them:",
        "",
        "  deleted_visits_cvm                          51",
        "  ismissed_cascade_cf                      1,370",
    ]


def test_a_task_that_the_configuration_leaves_out_says_why(tmp_path):
    document(tmp_path, "task02_00_conflict_update", COUNTS)
    document(tmp_path, "task02_01_inservice_conflict", details={"skipped": "enable_inservice is false"})
    assert result_in_words(tmp_path)[-1] == "In-service detection was left out: enable_inservice is false"


def test_warnings_of_every_task_are_told(tmp_path):
    document(tmp_path, "task00_preflight", warnings=["no cron job of this name"])
    document(tmp_path, "task02_00_conflict_update", COUNTS)
    assert result_in_words(tmp_path)[-1] == "  task00_preflight: no cron job of this name"


def test_a_run_without_detection_says_so(tmp_path):
    document(tmp_path, "task99_postflight")
    assert result_in_words(tmp_path) == ["No detection in this run."]


def test_the_chunks_of_a_run_are_told_with_the_slowest(tmp_path):
    counts = {"chunks": 2, "rows": 11_000, "updated": 1200, "repaired": 3, "unchanged": 9700, "marked": 97}
    slowest = [{"chunk": 2, "rows": 10_000, "seconds": 4.25}, {"chunk": 1, "rows": 1000, "seconds": 0.5}]
    document(tmp_path, "task_01", {"staged": 11_500})
    document(tmp_path, "process_task02_chunk", {"updated": 1100}, {"chunk": 2}, ["two texts were cut"])
    document(tmp_path, "summarize_task02_chunks", counts, {"slowest": slowest, "seconds": 4.5})
    (tmp_path / "task02_chunks.json").write_text(json.dumps({"run_id": "r", "chunks": []}))
    assert result_in_words(tmp_path) == [
        "Copied 11,500 rows as they were before to staging; reminders: 0 inserted, 0 updated.",
        "",
        "2 chunks of 11,000 rows that belong to a conflict, 4.5 s from the first start to the last end.",
        "Of the rows on their days 1,200 updated, 3 repaired, 9,700 unchanged;"
        " 97 marked, since they are not found any more.",
        "",
        "  slowest",
        "  chunk 2                       10,000 rows       4.2 s",
        "  chunk 1                        1,000 rows       0.5 s",
        "",
        "Warnings",
        "  chunk 2: two texts were cut",
    ]


def test_a_run_without_chunks_and_a_sequential_one_say_so(tmp_path):
    document(tmp_path, "summarize_task02_chunks", {"chunks": 0}, {"slowest": []})
    document(tmp_path, "task_02", {"rows": 7, "updated": 1, "repaired": 0, "unchanged": 6, "marked": 0})
    assert result_in_words(tmp_path) == [
        "No stored conflict is in the window: no chunks.",
        "",
        "Of the stored rows 1 updated, 0 repaired, 6 unchanged; 0 marked, since they are not found any more.",
    ]


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
