"""The ways a run can go that take longer to show (make test-airflow)."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from disturbed import (
    cron_job_stuck,
    detection_held,
    hold,
    misconfigured,
    started_alone,
    take_before_preflight,
    unwritable,
)
from pipeline import DAGS, DETECTION, FIRST, INSERVICE, LAST, NOTHING_LEFT, STAGING, STATUS

pytestmark = pytest.mark.long


def test_only_the_tasks_that_were_chosen_run(pipeline):
    run = pipeline.trigger({"tasks": [STATUS]})
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [FIRST, STATUS, LAST]
    assert {pipeline.states(run)[task] for task in (STAGING, DETECTION, INSERVICE)} == {"skipped"}


def test_a_run_waits_for_the_lock_of_another_and_at_its_limit_names_the_holder(pipeline):
    hold(pipeline, "manual__another")
    run = pipeline.trigger()
    pipeline.wait(
        "the sensor looks again later", lambda: pipeline.states(run)["wait_until_idle"] == "up_for_reschedule"
    )
    assert pipeline.ended(run) == "failed"
    assert pipeline.started(run) == []
    log = pipeline.log(run, "wait_until_idle")
    assert "The lock is held by run manual__another since" in log
    assert "run_lock release --run-id manual__another" in log
    assert pipeline.holder() == "manual__another"


def test_a_lease_that_has_ended_counts_as_idle_and_is_taken_over(pipeline):
    hold(pipeline, "manual__dead", heard_hours_ago=3)
    run = pipeline.trigger({"tasks": []})
    assert pipeline.ended(run) == "success"
    assert pipeline.is_given_back()


def test_a_task_that_fails_once_is_tried_again_after_a_while_and_both_logs_are_there(pipeline):
    with unwritable(pipeline):
        run = pipeline.trigger({"tasks": [DETECTION]})
        pipeline.wait("detection failed once", lambda: pipeline.states(run)[DETECTION] == "up_for_retry")
        failed = pipeline.task(run, DETECTION)
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [FIRST, DETECTION, DETECTION, LAST]
    assert pipeline.exit_codes(run) == [0, 1, 0, 0]
    waited = _moment(pipeline.task(run, DETECTION)["start_date"]) - _moment(failed["end_date"])
    assert waited.total_seconds() >= 2
    assert "exit code 1" in pipeline.log(run, DETECTION, attempt=1)
    assert "unwritable" in pipeline.log(run, DETECTION, attempt=1)
    assert "exit code" not in pipeline.log(run, DETECTION, attempt=2)


def test_a_misconfigured_task_fails_at_once_with_its_message(pipeline):
    with misconfigured(pipeline):
        run = pipeline.trigger({"tasks": [DETECTION]})
        assert pipeline.ended(run) == "failed"
    assert pipeline.started(run) == [FIRST, DETECTION, LAST]
    log = pipeline.log(run, DETECTION)
    assert "settings: exactly one row" in log
    assert "exit code 2, wrong usage or configuration" in log


def test_a_run_that_finds_the_lock_taken_waits_again_as_its_sensor_would(pipeline):
    run = take_before_preflight(pipeline, "manual__another")
    pipeline.wait("preflight waits", lambda: pipeline.states(run)[FIRST] == "up_for_reschedule")
    assert "Run lock held by manual__another" in pipeline.log(run, FIRST)
    assert (pipeline.holder(), pipeline.flag()) == ("manual__another", 1)
    time.sleep(5)  # it looks again meanwhile, without a container
    assert pipeline.started(run) == [FIRST]
    pipeline.execute(NOTHING_LEFT)
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run)[:2] == [FIRST, FIRST]
    assert pipeline.tries(run, FIRST) == 1
    assert pipeline.is_given_back()


def test_a_finished_task_cleared_alone_runs_with_its_setup_and_teardown_only(pipeline):
    run = pipeline.trigger({"tasks": [DETECTION, STATUS]})
    assert pipeline.ended(run) == "success"
    before = pipeline.started(run)
    pipeline.clear(run, DETECTION, downstream=False)
    pipeline.wait("the run is under way again", lambda: pipeline.states(run)[FIRST] != "success")
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [*before, FIRST, DETECTION, LAST]
    assert pipeline.is_given_back()


def test_a_whole_run_marked_failed_stops_gives_back_and_stays_failed(pipeline):
    run = pipeline.trigger()
    with detection_held(pipeline, run):
        pipeline.mark_run_failed(run)
        pipeline.wait("its statement is cancelled", lambda: pipeline.waiting() == 0, 60)
    pipeline.wait("everything is given back", pipeline.is_given_back)
    pipeline.wait("all tasks have ended", lambda: pipeline.states(run)["run_result"] == "failed")
    assert pipeline.ended(run) == "failed"  # under way once more while it gives back
    assert pipeline.started(run) == [FIRST, STAGING, DETECTION, LAST]
    assert pipeline.ask("SELECT count(*) FROM conflictvisitmaps") == 0, "what the stopped task wrote is rolled back"


def test_a_task_over_its_time_limit_is_stopped_and_tried_again(pipeline):
    with detection_held(pipeline) as run:
        pipeline.wait("its time is over", lambda: pipeline.states(run)[DETECTION] == "up_for_retry", 200)
        pipeline.wait("its statement is cancelled", lambda: pipeline.waiting() == 0, 60)
    assert pipeline.ended(run) == "success"
    assert pipeline.exit_codes(run) == [0, 143, 0, 0]
    assert "AirflowTaskTimeout" in pipeline.log(run, DETECTION, attempt=1)
    assert pipeline.is_given_back()


def test_a_postflight_that_fails_fails_the_run_and_clearing_it_alone_mends_the_run(pipeline):
    with cron_job_stuck(pipeline):
        run = pipeline.trigger({"tasks": []})
        assert pipeline.ended(run) == "failed"
    states = pipeline.states(run)
    assert (states[LAST], states["run_result"]) == ("failed", "failed")
    assert not pipeline.is_given_back()
    before = pipeline.started(run)
    pipeline.clear(run, LAST)
    pipeline.wait("the run is under way again", lambda: pipeline.states(run)[LAST] != "failed")
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run)[len(before) :] == [LAST]
    assert pipeline.is_given_back()


def test_a_late_run_raises_one_alert_that_says_what_runs(pipeline):
    with detection_held(pipeline) as run:
        late = f"run {run} is late: running after 1 minutes. Now: {DETECTION} running"
        pipeline.wait("the alert", lambda: late in pipeline.warnings("triggerer"), 120)
    assert pipeline.ended(run) == "success"
    time.sleep(5)
    assert pipeline.warnings("triggerer").count(f"run {run} is late") == 1


def test_a_run_that_failed_before_its_deadline_raises_no_alert(pipeline):
    run = pipeline.trigger({"lookback_hour": 48})
    assert pipeline.ended(run) == "failed"
    pipeline.wait("its deadline is dealt with", lambda: pipeline.deadline(run) == "success", 150)
    assert run not in pipeline.warnings("triggerer")


def test_the_checks_answer_from_the_ui(pipeline):
    run = pipeline.trigger(dag=DAGS[2])
    assert pipeline.ended(run, DAGS[2]) == "success"
    assert "lookback_hours" in pipeline.log(run, "validate_config", DAGS[2])
    assert "PostgreSQL" in pipeline.log(run, "test_connections", DAGS[2])


def test_a_password_of_any_letters_opens_the_database(pipeline):
    pipeline.execute("CREATE ROLE umlaut LOGIN PASSWORD 'pässwört'; GRANT postgres TO umlaut")
    try:
        login = {"postgres_user": "umlaut", "postgres_password": "pässwört"}
        code, log = started_alone(pipeline, "test_connections", **login)
    finally:
        pipeline.execute("DROP ROLE umlaut")
    assert (code, "umlaut" in log) == (0, True), log


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
