"""What a run comes to when Airflow itself is disturbed or keeps its dates (make test-airflow)."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from airflow_disturbed import (
    api_server_away,
    database_away,
    frozen_worker,
    kill_watcher,
    restart,
    scheduled,
    start_what_ended,
    task_limit,
)
from disturbed import detection_held
from pipeline import DAG, DETECTION, ENDED, FIRST, LAST

pytestmark = pytest.mark.long


@pytest.mark.parametrize("killed", ["task runner", "worker", "scheduler", "machine of the scheduler"])
def test_a_container_whose_watcher_is_killed_goes_on_and_is_found_again(pipeline, killed):
    with detection_held(pipeline) as run:
        kill_watcher(pipeline, killed, run, DETECTION)
        pipeline.wait("Airflow takes it up again", lambda: is_running_again(pipeline, run), 200)
        pipeline.wait("it is found again", lambda: "Reattaching previously launched" in pipeline.log(run, DETECTION))
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [FIRST, DETECTION, LAST]
    assert pipeline.exit_codes(run) == [0, 0, 0]
    assert "step=write" in pipeline.log(run, DETECTION), "the second try shows what the container said"


def test_a_worker_that_slept_until_another_try_watches_its_container_leaves_it_to_that_one(pipeline):
    with task_limit(pipeline, 10):
        with detection_held(pipeline) as run:
            with frozen_worker(pipeline, run, DETECTION):
                pipeline.wait("another try has begun", lambda: pipeline.tries(run, DETECTION) == 2, 200)
                pipeline.wait("it is found again", lambda: "Reattaching previously" in pipeline.log(run, DETECTION))
            given_up = "shouldn't be running anymore"
            pipeline.wait("the first one hears of it", lambda: given_up in pipeline.log(run, DETECTION, attempt=1))
            time.sleep(10)
        assert pipeline.ended(run) == "success"
        assert pipeline.started(run) == [FIRST, DETECTION, LAST]
        assert (pipeline.exit_codes(run), pipeline.tries(run, DETECTION)) == ([0, 0, 0], 2)


@pytest.mark.parametrize("part", ["triggerer", "api-server"])
def test_a_part_of_airflow_that_restarts_does_not_end_a_run(pipeline, part):
    with detection_held(pipeline) as run:
        restart(pipeline, part)
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [FIRST, DETECTION, LAST]
    assert pipeline.is_given_back()


def test_an_api_server_that_is_away_for_three_minutes_leaves_nothing_taken_or_unwatched(pipeline):
    with task_limit(pipeline, 10):
        with detection_held(pipeline) as run:
            with api_server_away(pipeline):
                time.sleep(180)
            back = time.monotonic()
            pipeline.wait("another try has begun", lambda: pipeline.states(run)[DETECTION] == "running", 300)
            pipeline.wait("it is found again", lambda: "Reattaching previously" in pipeline.log(run, DETECTION), 30)
        state = pipeline.ended(run)
        assert pipeline.is_given_back()
        assert time.monotonic() - back < 300
        assert [task["lastStatus"] for task in pipeline.containers(run) if task["lastStatus"] != "STOPPED"] == []
        assert state == "success"
        assert pipeline.started(run) == [FIRST, DETECTION, LAST]


def test_airflows_database_that_restarts_does_not_end_a_run(pipeline):
    with detection_held(pipeline) as run:
        with database_away(pipeline):
            time.sleep(8)
    pipeline.wait("the run ends", lambda: has_ended_where_parts_are_started_again(pipeline, run), 240)
    assert pipeline.airflow.run_state(DAG, run) == "success"
    assert pipeline.started(run) == [FIRST, DETECTION, LAST]
    assert pipeline.is_given_back()


def test_a_schedule_starts_one_run_at_a_time(pipeline):
    with scheduled(pipeline, "* * * * * */15"):
        pipeline.wait("the first date", lambda: pipeline.runs_of_the_schedule())
        first = pipeline.runs_of_the_schedule()[0]
        with detection_held(pipeline, first["dag_run_id"]):
            asked = pipeline.trigger({"tasks": []})
            past = moment(first["logical_date"]) + timedelta(seconds=65)
            pipeline.wait("four dates have passed", lambda: datetime.now(past.tzinfo) > past)
            assert pipeline.airflow.runs(DAG, ("running",)) == [first["dag_run_id"]]
            assert pipeline.airflow.run_state(DAG, asked) == "queued"
        assert pipeline.ended(first["dag_run_id"]) == "success"
        assert pipeline.ended(asked) == "success"
        pipeline.wait("the next date", lambda: len(pipeline.runs_of_the_schedule()) > 1)
    second = pipeline.runs_of_the_schedule()[1]
    assert moment(second["start_date"]) >= moment(pipeline.airflow.run(DAG, asked)["end_date"])


def is_running_again(pipeline, run: str) -> bool:
    task = pipeline.task(run, DETECTION)
    return (task["state"], task["try_number"]) == ("running", 2)


def has_ended_where_parts_are_started_again(pipeline, run: str) -> bool:
    start_what_ended(pipeline)
    return pipeline.airflow.run_state(DAG, run) in ENDED


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
