"""The ways a run can go that take longer to show (make test-airflow)."""

from __future__ import annotations

import os
import signal
import time

import pytest

from pipeline import COMMANDS, DAGS, DETECTION, FIRST, INSERVICE, LAST, STAGING, STATUS

pytestmark = pytest.mark.long


def test_only_the_tasks_that_were_chosen_run(pipeline):
    run = pipeline.trigger({"tasks": [STATUS]})
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [FIRST, STATUS, LAST]
    assert {pipeline.states(run)[task] for task in (STAGING, DETECTION, INSERVICE)} == {"skipped"}


def test_a_run_waits_for_the_lock_of_another_and_at_its_limit_names_the_holder(pipeline):
    pipeline.hold("manual__another")
    run = pipeline.trigger()
    pipeline.wait(
        "the sensor looks again later", lambda: pipeline.states(run)["wait_until_idle"] == "up_for_reschedule"
    )
    assert pipeline.ended(run, seconds=240) == "failed"
    assert pipeline.started(run) == []
    log = pipeline.log(run, "wait_until_idle")
    assert "The lock is held by run manual__another since" in log
    assert "run_lock release --run-id manual__another" in log


def test_a_lease_that_has_ended_counts_as_idle_and_is_taken_over(pipeline):
    pipeline.hold("manual__dead", heard_hours_ago=3)
    run = pipeline.trigger({"tasks": []})
    assert pipeline.ended(run) == "success"
    assert pipeline.is_given_back()


def test_a_task_that_fails_once_is_tried_again_and_both_logs_are_there(pipeline):
    with pipeline.unwritable():
        run = pipeline.trigger()
        pipeline.wait("detection failed once", lambda: pipeline.states(run)[DETECTION] == "up_for_retry")
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [FIRST, STAGING, DETECTION, DETECTION, INSERVICE, STATUS, LAST]
    assert "exit code 1" in pipeline.log(run, DETECTION, attempt=1)
    assert "exit code" not in pipeline.log(run, DETECTION, attempt=2)


def test_a_misconfigured_task_fails_at_once_with_its_message(pipeline):
    pipeline.execute('INSERT INTO settings ("ExtraDistancePer", "InProgressFlag") VALUES (1.2, 0)')
    try:
        run = pipeline.trigger()
        assert pipeline.ended(run) == "failed"
    finally:
        pipeline.execute("DELETE FROM settings WHERE ctid <> (SELECT min(ctid) FROM settings)")
    assert pipeline.started(run) == [FIRST, STAGING, DETECTION, LAST]
    log = pipeline.log(run, DETECTION)
    assert "settings: exactly one row" in log
    assert "exit code 2, wrong usage or configuration" in log


def test_a_finished_task_cleared_alone_runs_with_its_setup_and_teardown_only(pipeline):
    run = pipeline.trigger()
    assert pipeline.ended(run) == "success"
    before = len(pipeline.started(run))
    pipeline.clear(run, STATUS, downstream=False)
    pipeline.wait("the run is under way again", lambda: pipeline.states(run)[FIRST] != "success")
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run)[before:] == [FIRST, STATUS, LAST]
    assert pipeline.is_given_back()


def test_a_whole_run_marked_failed_stops_gives_back_and_stays_failed(pipeline):
    with pipeline.detection_held() as run:
        pipeline.mark_run_failed(run)
        pipeline.wait("its statement is cancelled", lambda: pipeline.waiting() == 0, 60)
    pipeline.wait("everything is given back", pipeline.is_given_back)
    assert pipeline.ended(run) == "failed"
    assert pipeline.started(run) == [FIRST, STAGING, DETECTION, LAST]
    time.sleep(5)
    assert pipeline.airflow.run_state(DAGS[0], run) == "failed"


def test_a_task_over_its_time_limit_is_stopped_and_postflight_runs(pipeline):
    with pipeline.detection_held() as run:
        pipeline.wait("its time is over", lambda: pipeline.states(run)[DETECTION] == "up_for_retry", 200)
        pipeline.wait("its statement is cancelled", lambda: pipeline.waiting() == 0, 60)
    assert pipeline.ended(run, seconds=240) == "success"
    assert pipeline.exit_codes(run)[:4] == [0, 0, 143, 0]


@pytest.mark.parametrize("killed", ["task runner", "scheduler"])
def test_a_container_whose_watcher_is_killed_goes_on_and_is_found_again(pipeline, killed):
    with pipeline.detection_held() as run:
        if killed == "scheduler":
            pipeline.restart_airflow("scheduler", signal.SIGKILL)
        else:
            for pid in pipeline.task_runners():
                os.kill(pid, signal.SIGKILL)
        pipeline.wait("Airflow takes it up again", lambda: pipeline.tries(run, DETECTION) > 1, 180)
    assert pipeline.ended(run, seconds=240) == "success"
    assert pipeline.started(run) == list(COMMANDS)


@pytest.mark.parametrize("part", ["triggerer", "api-server"])
def test_a_part_of_airflow_that_restarts_does_not_end_a_run(pipeline, part):
    with pipeline.detection_held() as run:
        pipeline.restart_airflow(part, signal.SIGTERM)
    assert pipeline.ended(run, seconds=240) == "success"
    assert pipeline.is_given_back()


def test_a_postflight_that_fails_fails_the_run_and_clearing_it_alone_mends_the_run(pipeline):
    with pipeline.cron_job_stuck():
        run = pipeline.trigger({"tasks": []})
        assert pipeline.ended(run, seconds=240) == "failed"
    states = pipeline.states(run)
    assert (states[LAST], states["run_result"]) == ("failed", "failed")
    pipeline.clear(run, LAST, downstream=True)
    pipeline.wait("the run is under way again", lambda: pipeline.states(run)[LAST] != "failed")
    assert pipeline.ended(run) == "success"
    assert pipeline.is_given_back()


def test_a_late_run_raises_one_alert_that_says_what_runs(pipeline):
    pipeline.hold("manual__another")
    run = pipeline.trigger()
    late = f"run {run} is late: running after 1 minutes. Now: wait_until_idle up_for_reschedule"
    pipeline.wait("the alert", lambda: late in pipeline.airflow_log("triggerer"), 120)
    pipeline.ended(run, seconds=240)
    time.sleep(5)
    assert pipeline.airflow_log("triggerer").count(f"run {run} is late") == 1


def test_the_checks_answer_from_the_ui(pipeline):
    run = pipeline.trigger(dag=DAGS[2])
    assert pipeline.ended(run, DAGS[2]) == "success"
    assert "lookback_hours" in pipeline.log(run, "validate_config", DAGS[2])
    assert "PostgreSQL" in pipeline.log(run, "test_connections", DAGS[2])
