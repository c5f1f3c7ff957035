"""Runs that are started or held up in ways that Airflow allows and nobody needs (make test-airflow)."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from airflow_disturbed import scheduled
from disturbed import detection_held
from pipeline import DAG, FIRST, LAST

from stand_ins.airflow_rest import Refused

pytestmark = pytest.mark.long

NAME_MAX = os.pathconf("/", "PC_NAME_MAX")
LONGEST_ID = NAME_MAX - len("@conflict_management_chunked")
PAUSED = f"/api/v2/dags/{DAG}?update_mask=is_paused"


def test_a_run_of_a_date_to_come_holds_up_the_others_until_it_is_queued_again_and_deleted(pipeline):
    date = (datetime.now(UTC) + timedelta(days=1)).replace(microsecond=0)
    early = pipeline.trigger({"tasks": []}, logical_date=date.isoformat())
    path = pipeline.airflow.run_path(DAG, early)
    other = pipeline.trigger({"tasks": []})
    try:
        pipeline.wait("the alert", lambda: f"run {early} is late" in pipeline.warnings("triggerer"), 120)
        (alert,) = [line for line in pipeline.warnings("triggerer").splitlines() if f"run {early} is late" in line]
        assert f"no task before {date:%Y-%m-%d}" in alert
        assert (pipeline.airflow.run_state(DAG, early), pipeline.airflow.run_state(DAG, other)) == ("running", "queued")
        with pytest.raises(Refused, match="409"):
            pipeline.airflow.delete(path)
    finally:
        pipeline.wait("it is deleted", lambda: is_queued_and_deleted(pipeline, path), 60)
    assert pipeline.ended(other) == "success"
    assert pipeline.is_given_back()


def is_queued_and_deleted(pipeline, path: str) -> bool:
    """At once, before the scheduler has it run again."""
    pipeline.airflow.patch(path, {"state": "queued"})
    try:
        pipeline.airflow.delete(path)
    except Refused:
        return False
    return True


def test_a_backfill_runs_one_date_after_the_other_also_where_it_starts_three_at_once(pipeline):
    with scheduled(pipeline, "0 6 * * *"):
        one_by_one = backfilled(pipeline, "2026-03-10", "2026-03-12", 1)
        at_once = backfilled(pipeline, "2026-03-20", "2026-03-22", 3)
    assert [run["state"] for run in one_by_one + at_once] == ["success"] * 6
    for run in one_by_one + at_once:
        assert [code for code in pipeline.exit_codes(run["dag_run_id"]) if code != 3] == [0, 0]
    assert pipeline.is_given_back()


def backfilled(pipeline, first: str, last: str, at_once: int) -> list[dict]:
    """The runs of a backfill that has ended."""
    dates = {"from_date": f"{first}T00:00:00Z", "to_date": f"{last}T23:00:00Z"}
    options = {"dag_run_conf": {"tasks": []}, "max_active_runs": at_once, "reprocess_behavior": "none"}
    path = f"/api/v2/backfills/{pipeline.airflow.post('/api/v2/backfills', {'dag_id': DAG, **dates, **options})['id']}"
    pipeline.wait("it ends", lambda: pipeline.airflow.get(path)["completed_at"], 400)
    query = f"run_type=backfill&logical_date_gte={first}T00:00:00Z&logical_date_lte={last}T23:00:00Z"
    return pipeline.airflow.get(f"/api/v2/dags/{DAG}/dagRuns?{query}")["dag_runs"]


def test_a_run_whose_dag_is_paused_stays_as_it_is_until_it_is_switched_on_again(pipeline):
    with detection_held(pipeline) as run:
        pipeline.airflow.patch(PAUSED, {"is_paused": True})
    try:
        pipeline.wait("detection has ended", lambda: pipeline.exit_codes(run) == [0, 0])
        with pytest.raises(AssertionError, match="not within"):
            pipeline.wait("postflight runs", lambda: LAST in pipeline.started(run), 15)
        assert (pipeline.airflow.run_state(DAG, run), pipeline.holder(), pipeline.flag()) == ("running", run, 1)
    finally:
        pipeline.airflow.patch(PAUSED, {"is_paused": False})
    assert pipeline.ended(run) == "success"
    assert pipeline.is_given_back()


def test_a_run_of_the_longest_id_ends_well_and_one_of_airflows_own_250_letters_starts_nothing(pipeline):
    run = pipeline.trigger({"tasks": []}, dag_run_id="r" * LONGEST_ID)
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [FIRST, LAST]
    run = pipeline.trigger({"tasks": []}, dag_run_id="r" * 250)
    pipeline.wait("a second try", lambda: pipeline.tries(run, "wait_until_idle") > 1)
    assert "File name too long" in (pipeline.stack.folder / "logs" / "airflow-scheduler.log").read_text(
        errors="replace"
    )
    path = pipeline.airflow.run_path(DAG, run)
    pipeline.wait("it is deleted", lambda: is_queued_and_deleted(pipeline, path), 60)
    assert pipeline.is_given_back()
