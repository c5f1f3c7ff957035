"""What goes wrong with AWS on purpose, and what its log driver does to a line, as a real boto3 client sees it."""

from __future__ import annotations

import contextlib
import json
import time

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from endpoint import GROUP

PRINT = "import sys; sys.stdout.buffer.write({}); sys.stdout.flush()"
TWO_BYTES = repr("ä".encode())
ONCE = {"config": Config(retries={"total_max_attempts": 1})}


@contextlib.contextmanager
def fault(endpoint, operation: str, **fault):
    endpoint.faults.write_text(json.dumps({operation: fault}))
    try:
        yield
    finally:
        endpoint.faults.unlink()


def logged(endpoint, line: str) -> list[bytes]:
    endpoint.define("prints", PRINT.format(line))
    task = endpoint.run("prints")
    endpoint.wait(task)
    return [message.encode() for message in endpoint.log(task)]


@pytest.mark.parametrize(
    ("line", "lengths"),
    [
        (r"b'x' * 300_000 + b'\n'", [262_118, 37_882]),
        (rf"{TWO_BYTES} * 150_000 + b'\n'", [262_118, 37_882]),
        ("b'x' * 300_000", [262_118, 37_882]),
    ],
    ids=["ASCII", "two bytes a letter", "no end of line"],
)
def test_a_line_is_cut_by_its_bytes_as_dockers_driver_does(endpoint, line, lengths):
    assert [len(message) for message in logged(endpoint, line)] == lengths


def test_a_letter_in_which_a_line_is_cut_is_lost_and_takes_an_event_of_its_own(endpoint):
    first, half, rest = logged(endpoint, rf"b'x' + {TWO_BYTES} * 150_000 + b'\n'")
    assert len(first) == 262_117
    assert half.decode() == "\ufffd"
    assert rest.decode() == "\ufffd" + "ä" * (150_000 - 131_059)


def test_an_empty_line_is_no_event_and_one_of_blanks_is(endpoint):
    assert logged(endpoint, r"b'first\n\n   \nlast\n'") == [b"first", b"   ", b"last"]


@pytest.mark.parametrize(
    ("kind", "said"), [("throttle", "ThrottlingException.*Rate exceeded"), ("missing", "ResourceNotFoundException")]
)
def test_a_call_is_refused_until_the_time_of_the_fault_is_over(endpoint, kind, said):
    endpoint.define("prints", PRINT.format(r"b'here\n'"))
    task = endpoint.run("prints")
    endpoint.wait(task)
    with fault(endpoint, "GetLogEvents", kind=kind, until=time.time() + 1.5):
        with pytest.raises(ClientError, match=said):
            events(endpoint, task)
        assert endpoint.describe(task)["lastStatus"] == "STOPPED", "the other calls go on"
        time.sleep(1.6)
        assert events(endpoint, task) == ["here"]


def test_no_capacity_is_an_answer_without_a_task_that_gives_the_reason(endpoint):
    endpoint.define("prints", PRINT.format(r"b'here\n'"))
    with fault(endpoint, "RunTask", kind="capacity", reason="RESOURCE:ENI"):
        answer = endpoint.client("ecs").run_task(cluster="c", taskDefinition="prints", startedBy="nobody")
    assert (answer["tasks"], answer["failures"]) == ([], [{"reason": "RESOURCE:ENI"}])
    assert endpoint.client("ecs").list_tasks(cluster="c", startedBy="nobody", desiredStatus="STOPPED")["taskArns"] == []


def test_a_late_line_comes_with_the_token_that_stood_before_it(endpoint):
    endpoint.define("prints", PRINT.format(r"b'here\n'"))
    task = endpoint.run("prints")
    endpoint.wait(task)
    with fault(endpoint, "GetLogEvents", kind="late", seconds=3):
        where = {"logGroupName": GROUP, "logStreamName": f"task/task/{task.rpartition('/')[2]}"}
        early = endpoint.client("logs").get_log_events(**where, startFromHead=True)
        assert early["events"] == []
        assert events(endpoint, task, startFromHead=False) == []
        time.sleep(3.1)
        assert events(endpoint, task, nextToken=early["nextForwardToken"]) == ["here"]


def test_a_lost_line_never_comes(endpoint):
    with fault(endpoint, "PutLogEvents", kind="lost", text="["):
        assert logged(endpoint, r"b'first\n[1, 2]\nlast\n'") == [b"first", b"last"]


def events(endpoint, task: str, **more) -> list[str]:
    where = {"logGroupName": GROUP, "logStreamName": f"task/task/{task.rpartition('/')[2]}"}
    client = endpoint.client("logs", **ONCE)
    return [event["message"] for event in client.get_log_events(**where, **{"startFromHead": True, **more})["events"]]
