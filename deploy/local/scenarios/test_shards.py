"""Detection in shards in a real Airflow: written by many, cleared alone, stopped, given back (make test-airflow)."""

from __future__ import annotations

import contextlib

import pytest
from pipeline import DETECTION, FIRST, INSERVICE, LAST, STAGING, STATUS

from stand_ins.aws import task_definitions

pytestmark = pytest.mark.long

WRITE, FINISH = task_definitions.listed("sharded")
PLAN_TASK, WRITE_TASK, FINISH_TASK = "task02_00_plan_shards", "task02_00_write_shard", "task02_00_finish_detection"
WAITING = f"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '/* {WRITE}%'"
STORED = """
SELECT md5(string_agg(concat_ws('|', "VisitID", "ConVisitID", "StatusFlag", "VisitDate", "AideFName", "Office",
    "SameSchTimeFlag", "DistanceFlag", "InServiceFlag"), ',' ORDER BY "VisitID", "ConVisitID")) || count(*)
FROM conflictvisitmaps
"""
DETECTED = """SELECT "VisitID" FROM conflictvisitmaps WHERE "CONFLICTID" IS NOT NULL ORDER BY 1 LIMIT 1"""
EACH_DETECTION = [[detection, *[WRITE] * 3, FINISH] for detection in (DETECTION, INSERVICE)]
WHOLE = [FIRST, STAGING, *EACH_DETECTION[0], *EACH_DETECTION[1], STATUS, LAST]


def shards(pipeline, run: str) -> dict[int, str]:
    """The state of each shard of the first detection, by its number."""
    tasks = pipeline.airflow.tasks("conflict_management", run)
    return {task["map_index"] + 1: task["state"] for task in tasks if task["task_id"] == WRITE_TASK}


@contextlib.contextmanager
def one_visit_unwritable(pipeline, visit: str):
    pipeline.execute(f"""ALTER TABLE conflictvisitmaps ADD CONSTRAINT unwritable CHECK ("VisitID" <> '{visit}')""")
    try:
        yield
    finally:
        pipeline.execute("ALTER TABLE conflictvisitmaps DROP CONSTRAINT IF EXISTS unwritable")


def test_in_shards_a_run_stores_what_it_stores_without_them(pipeline):
    run = pipeline.trigger()
    assert pipeline.ended(run) == "success"
    alone = pipeline.ask(STORED)
    counts = pipeline.document(run, DETECTION)["counts"]
    pipeline.tidy()
    run = pipeline.trigger({"shards": 3})
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == WHOLE
    assert shards(pipeline, run) == {1: "success", 2: "success", 3: "success"}
    assert pipeline.ask(STORED) == alone
    report = (pipeline.folder(run) / "report.html").read_text()
    assert "The run is done" in report and f"{counts['inserted']:,}" in report
    assert pipeline.is_given_back()


def test_a_shard_that_failed_is_cleared_without_the_others_and_what_follows_runs_only_then(pipeline):
    run = pipeline.trigger({"tasks": [DETECTION]})
    assert pipeline.ended(run) == "success"
    visit, stored = pipeline.ask(DETECTED), pipeline.ask(STORED)
    pipeline.tidy()
    with one_visit_unwritable(pipeline, visit):
        run = pipeline.trigger({"shards": 3, "tasks": [DETECTION, STATUS]})
        assert pipeline.ended(run) == "failed"
    (failed,) = [shard for shard, state in shards(pipeline, run).items() if state == "failed"]
    states = pipeline.states(run)
    assert (states[FINISH_TASK], states[STATUS], states[LAST]) == ("success", "upstream_failed", "success")
    assert STATUS not in pipeline.started(run)
    assert pipeline.ask(STORED) != stored
    assert pipeline.is_given_back()

    before = len(pipeline.started(run))
    pipeline.clear(run, WRITE_TASK, part=failed - 1)
    pipeline.wait("the run is under way again", lambda: pipeline.states(run)[FIRST] != "success")
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run)[before:] == [FIRST, DETECTION, WRITE, FINISH, STATUS, LAST]
    assert set(shards(pipeline, run).values()) == {"success"}
    assert pipeline.is_given_back()
    pairs = 'SELECT count(*) FROM conflictvisitmaps WHERE "VisitID" = '
    assert pipeline.ask(f"{pairs}'{visit}'") > 0


def test_a_run_in_shards_that_a_person_stops_is_finished_and_given_back(pipeline):
    run = pipeline.trigger({"shards": 3, "tasks": [DETECTION]})
    pipeline.wait("the plan is made", lambda: pipeline.states(run)[PLAN_TASK] in ("running", "success"))
    with pipeline.session() as session:
        session.execute("LOCK TABLE conflictvisitmaps IN SHARE ROW EXCLUSIVE MODE")
        pipeline.wait("a shard waits", lambda: pipeline.ask(WAITING) > 0)
        pipeline.mark_run_failed(run)
    assert pipeline.ended(run) == "failed"
    states = pipeline.states(run)
    assert states[LAST] == "success"
    assert states[FINISH_TASK] in ("success", "failed")  # failed: a shard had not begun
    assert pipeline.started(run)[-2:] == [FINISH, LAST]
    assert pipeline.is_given_back()
