"""The chunked form in a real Airflow: planned, worked off, cleared in part, under the same lock (make test-airflow)."""

from __future__ import annotations

import contextlib

import psycopg
import pytest
from aws_disturbed import fault
from disturbed import LOG_GROUP, detection_held
from pipeline import CHUNKED, DAG, DETECTION, FIRST, LAST

pytestmark = pytest.mark.long

PLAN, CHUNK, SUMMARY = "get_task02_chunks", "process_task02_chunk", "summarize_task02_chunks"
STATUS = "task03_status_management"
BEFORE = ["run_lock", "validate_config_without_warehouse", "task_01", PLAN]
WAITING = f"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '/* {CHUNK}%'"
SMALL = {"target_chunk_size": 100, "max_chunk_size": 200}


@pytest.fixture
def chunked(pipeline):
    """Starts runs of the chunked form, in small chunks, over conflicts that are stored."""
    pipeline.store_conflicts()
    return lambda **conf: pipeline.trigger({**SMALL, **conf}, CHUNKED)


def parts(pipeline, run: str) -> dict[int, str]:
    """The state of each chunk by its place in the plan."""
    tasks = [task for task in pipeline.airflow.tasks(CHUNKED, run) if task["task_id"] == CHUNK]
    return {task["map_index"]: task["state"] for task in tasks}


def stale_row(pipeline) -> int:
    """A stored conflict of the window that a chunk has to write again."""
    row = pipeline.ask(
        """UPDATE conflictvisitmaps SET "AideFName" = 'of another person'
           WHERE "ID" = (SELECT min("ID") FROM conflictvisitmaps m
               WHERE "CONFLICTID" IS NOT NULL AND "UpdateFlag" IS NULL AND coalesce("StatusFlag", 'U') = 'U'
                 AND "VisitDate" BETWEEN current_date - 600 AND current_date + 40
                 AND "InserviceStartDate" IS NULL AND "ConInserviceStartDate" IS NULL
                 AND "PTOStartDate" IS NULL AND "ConPTOStartDate" IS NULL
                 AND EXISTS (SELECT FROM analytics_dev.factvisitcallperformance_cr v
                     WHERE v."Visit Id"::text = m."VisitID"::text AND v."Visit Date" = m."VisitDate"))
           RETURNING "ID" """
    )
    assert row is not None
    return row


def is_written(pipeline, row: int) -> bool:
    return pipeline.ask(f"""SELECT "AideFName" <> 'of another person' FROM conflictvisitmaps WHERE "ID" = {row}""")


def test_a_run_works_off_its_plan_chunk_by_chunk_and_a_second_run_finds_nothing_to_do(pipeline, chunked):
    row = stale_row(pipeline)
    run = chunked()
    assert pipeline.ended(run, CHUNKED) == "success"
    chunks = pipeline.document(run, PLAN, CHUNKED)["counts"]["chunks"]
    assert chunks > 1
    assert pipeline.started(run) == [*BEFORE, *[CHUNK] * chunks, SUMMARY, "run_lock"]
    assert set(parts(pipeline, run).values()) == {"success"}
    counts = pipeline.document(run, SUMMARY, CHUNKED)["counts"]
    assert (counts["chunks"], counts["done"]) == (chunks, chunks)
    assert counts["updated"] > 0 and counts["marked"] > 0
    report = (pipeline.folder(run, CHUNKED) / "report.html").read_text()
    assert "The run is done" in report and f"{counts['marked']:,} marked as no longer found" in report
    assert is_written(pipeline, row)
    assert pipeline.is_given_back()
    again = chunked()
    assert pipeline.ended(again, CHUNKED) == "success"
    settled = pipeline.document(again, SUMMARY, CHUNKED)["counts"]
    assert (settled["done"], settled["updated"], settled["repaired"], settled["marked"]) == (chunks, 0, 0, 0)


@pytest.mark.parametrize(
    ("operation", "fault_of_the_log"),
    [("GetLogEvents", {"kind": "late", "seconds": 5}), ("PutLogEvents", {"kind": "lost", "text": "["})],
    ids=["late", "without its last line"],
)
def test_a_plan_is_worked_off_whatever_becomes_of_its_log(pipeline, chunked, operation, fault_of_the_log):
    with fault(pipeline, operation, 300, **fault_of_the_log):
        run = chunked()
        assert pipeline.ended(run, CHUNKED) == "success"
    chunks = pipeline.document(run, PLAN, CHUNKED)["counts"]["chunks"]
    assert pipeline.started(run) == [*BEFORE, *[CHUNK] * chunks, SUMMARY, "run_lock"]
    stream = pipeline.containers(run)[BEFORE.index(PLAN)]["taskArn"].rpartition("/")[2]
    assert LOG_GROUP in pipeline.log(run, PLAN, CHUNKED) and stream in pipeline.log(run, PLAN, CHUNKED)


def marked(pipeline) -> int:
    return pipeline.ask("""SELECT count(*) FROM conflictvisitmaps WHERE "UpdateFlag" = '1'""")


def test_status_management_follows_the_chunks_resolves_what_they_marked_and_is_cleared_alone(pipeline, chunked):
    run = chunked(with_status_management=True)
    assert pipeline.ended(run, CHUNKED) == "success"
    chunks = pipeline.document(run, PLAN, CHUNKED)["counts"]["chunks"]
    assert pipeline.started(run) == [*BEFORE, *[CHUNK] * chunks, STATUS, SUMMARY, "run_lock"]
    assert pipeline.document(run, SUMMARY, CHUNKED)["counts"]["marked"] > 0 == marked(pipeline)
    steps = {step["name"]: step["counts"] for step in pipeline.document(run, STATUS, CHUNKED)["steps"]}
    assert steps["updateflag_orphan_cleanup"]["updated"] > 0
    assert not {"fetch_deleted_visit_ids", "fetch_active_payers"} & steps.keys()
    report = (pipeline.folder(run, CHUNKED) / "report.html").read_text()
    assert "updateflag_orphan_cleanup" in report and "The slowest chunks" in report
    assert pipeline.is_given_back()
    before = len(pipeline.started(run))
    pipeline.clear(run, STATUS, dag=CHUNKED)
    pipeline.wait("the run is under way again", lambda: pipeline.states(run, CHUNKED)["run_lock_acquire"] != "success")
    assert pipeline.ended(run, CHUNKED) == "success"
    assert pipeline.started(run)[before:] == ["run_lock", STATUS, SUMMARY, "run_lock"]
    assert pipeline.is_given_back()


def test_the_sequential_form_does_it_in_one_task_and_has_a_report(pipeline, chunked):
    row = stale_row(pipeline)
    run = chunked(mode="sequential")
    assert pipeline.ended(run, CHUNKED) == "success"
    assert pipeline.started(run) == [*BEFORE[:-1], "task_02", SUMMARY, "run_lock"]
    assert "Stored conflicts" in (pipeline.folder(run, CHUNKED) / "report.html").read_text()
    assert is_written(pipeline, row)
    assert pipeline.is_given_back()


def test_a_chunk_that_failed_is_cleared_without_the_others_and_statuses_follow_only_then(pipeline, chunked):
    row = stale_row(pipeline)
    with one_row_unwritable(pipeline, row):
        run = chunked(with_status_management=True)
        assert pipeline.ended(run, CHUNKED) == "failed"
    (failed,) = [part for part, state in parts(pipeline, run).items() if state == "failed"]
    assert set(parts(pipeline, run).values()) == {"success", "failed"}
    assert pipeline.document(run, SUMMARY, CHUNKED)["counts"]["failed"] == 1
    assert STATUS not in pipeline.started(run)
    assert pipeline.is_given_back()
    assert not is_written(pipeline, row)
    before = len(pipeline.started(run))
    pipeline.clear(run, CHUNK, dag=CHUNKED, part=failed)
    pipeline.wait("the run is under way again", lambda: pipeline.states(run, CHUNKED)["run_lock_acquire"] != "success")
    assert pipeline.ended(run, CHUNKED) == "success"
    assert pipeline.started(run)[before:] == ["run_lock", CHUNK, STATUS, SUMMARY, "run_lock"]
    assert is_written(pipeline, row)
    assert pipeline.document(run, SUMMARY, CHUNKED)["counts"]["failed"] == 0
    assert pipeline.is_given_back()


def test_the_chunked_form_waits_for_a_run_of_the_other_dag(pipeline, chunked):
    with detection_held(pipeline) as other:
        run = chunked()
        waits(pipeline, run, CHUNKED)
        assert pipeline.started(run) == []
    assert pipeline.ended(other) == "success"
    assert pipeline.ended(run, CHUNKED) == "success"
    assert pipeline.is_given_back()


def test_the_other_dag_waits_for_a_run_of_the_chunked_form(pipeline, chunked):
    stale_row(pipeline)
    run = chunked()
    pipeline.wait("the plan is made", lambda: pipeline.states(run, CHUNKED)[PLAN] == "success")
    with psycopg.connect(pipeline.stack.state["postgres"]["dsn"]) as session:
        session.execute("LOCK TABLE conflict_dev.conflictvisitmaps IN SHARE ROW EXCLUSIVE MODE")
        pipeline.wait("a chunk waits", lambda: pipeline.ask(WAITING) > 0)
        other = pipeline.trigger({"tasks": [DETECTION]})
        waits(pipeline, other)
        assert pipeline.started(other) == []
    assert pipeline.ended(run, CHUNKED) == "success"
    assert pipeline.ended(other) == "success"
    assert pipeline.started(other) == [FIRST, DETECTION, LAST]


def waits(pipeline, run: str, dag: str = DAG) -> None:
    what = "its sensor looks again later"
    pipeline.wait(what, lambda: pipeline.states(run, dag)["wait_until_idle"] == "up_for_reschedule")


@contextlib.contextmanager
def one_row_unwritable(pipeline, row: int):
    pipeline.execute(f'ALTER TABLE conflictvisitmaps ADD CONSTRAINT unwritable CHECK ("ID" <> {row}) NOT VALID')
    try:
        yield
    finally:
        pipeline.execute("ALTER TABLE conflictvisitmaps DROP CONSTRAINT IF EXISTS unwritable")
