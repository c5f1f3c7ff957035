"""What a run comes to when AWS does not answer as it should (make test-airflow)."""

from __future__ import annotations

import contextlib
import time

import pytest
from aws_disturbed import fault
from disturbed import LOG_GROUP, detection_held
from pipeline import DETECTION, FIRST, LAST, STAGING

pytestmark = pytest.mark.long
ENI, NOT_NOW = "RESOURCE:ENI", "Capacity is unavailable at this time"


def test_a_container_goes_on_while_aws_refuses_to_say_how_it_is(pipeline):
    with detection_held(pipeline) as run, fault(pipeline, "DescribeTasks", 60, kind="throttle"):
        time.sleep(61)
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [FIRST, DETECTION, LAST]
    assert pipeline.exit_codes(run) == [0, 0, 0]
    assert pipeline.tries(run, DETECTION) == 1


@pytest.mark.parametrize("reason", [ENI, NOT_NOW])
def test_the_first_command_of_a_run_waits_for_room(pipeline, reason):
    with fault(pipeline, "RunTask", 40, kind="capacity", reason=reason):
        run = pipeline.trigger({"tasks": [STAGING]})
        assert pipeline.ended(run) == "success"
    assert waited_for_room(pipeline, run, FIRST, reason)
    assert pipeline.started(run) == [FIRST, STAGING, LAST]
    assert pipeline.is_given_back()


@pytest.mark.parametrize("reason", [ENI, NOT_NOW])
def test_what_gives_back_waits_for_room(pipeline, reason):
    with contextlib.ExitStack() as until_the_end:
        with detection_held(pipeline) as run:
            until_the_end.enter_context(fault(pipeline, "RunTask", 40, kind="capacity", reason=reason))
        assert pipeline.ended(run) == "success"
    assert waited_for_room(pipeline, run, LAST, reason)
    assert pipeline.started(run) == [FIRST, DETECTION, LAST]
    assert pipeline.is_given_back()


def test_a_log_that_does_not_come_is_named_at_the_end(pipeline):
    with fault(pipeline, "GetLogEvents", 400, kind="missing"):
        run = pipeline.trigger({"tasks": []})
        assert pipeline.ended(run) == "success"
    first, _ = pipeline.containers(run)
    stream = f"task/task/{first['taskArn'].rpartition('/')[2]}"
    log = pipeline.log(run, FIRST)
    assert "event=end" not in log, "no line of the command"
    assert f"The whole log of the command: log group {LOG_GROUP}, log stream {stream}" in log


def waited_for_room(pipeline, run: str, task: str, reason: str) -> bool:
    said = f"ECS has no room for the container: {reason}."
    return pipeline.tries(run, task) == 1 and said in pipeline.log(run, task)
