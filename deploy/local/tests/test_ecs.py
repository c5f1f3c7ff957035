"""The ECS endpoint, asked by a real boto3 client, running real processes."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest
from botocore.exceptions import ClientError
from endpoint import Endpoint

from stand_ins import processes

PRINT_ARGUMENTS = "import sys; print(sys.argv[1:])"
PRINT_ENVIRONMENT = "import json, os; print(json.dumps(dict(os.environ)))"
WAIT = "import time; print('here'); time.sleep(60)"
ENDS_ON_SIGTERM = """
import signal, sys, time
def stop(*_): print('rolled back'); sys.exit(143)
signal.signal(signal.SIGTERM, stop); print('here'); time.sleep(60)"""
IGNORES_SIGTERM = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here'); time.sleep(60)"
WITH_A_CHILD = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid); print('here'); time.sleep(60)"


def test_a_task_gets_the_command_of_its_overrides(endpoint):
    endpoint.define("arguments", PRINT_ARGUMENTS, command=["of", "the", "definition"])
    task = endpoint.run("arguments", ["acquire", "--dry-run"])
    endpoint.wait(task)
    assert endpoint.log(task) == ["['acquire', '--dry-run']"]


def test_a_definition_may_confine_its_container_more_than_this_machine_does(endpoint):
    confined = {"user": "10001:10001", "readonlyRootFilesystem": True}
    confined |= {"linuxParameters": {"capabilities": {"drop": ["ALL"]}}}
    confined |= {"mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp", "readOnly": False}]}
    endpoint.define("confined", "print('runs')", **confined)
    arn = endpoint.run("confined")
    assert endpoint.wait(arn)["containers"][0]["exitCode"] == 0
    assert endpoint.log(arn) == ["runs"]


def test_without_a_command_in_the_overrides_the_definitions_command_runs(endpoint):
    endpoint.define("arguments", PRINT_ARGUMENTS, command=["of", "the", "definition"])
    task = endpoint.run("arguments")
    endpoint.wait(task)
    assert endpoint.log(task) == ["['of', 'the', 'definition']"]


def test_the_environment_is_that_of_definition_machine_and_overrides_the_last_being_strongest(endpoint):
    endpoint.added.write_text(json.dumps({"ADDED": "by the machine", "TWICE": "machine", "THRICE": "machine"}))
    three = [{"name": name, "value": "definition"} for name in ("PLAIN", "TWICE", "THRICE")]
    endpoint.define("environment", PRINT_ENVIRONMENT, environment=three)
    task = endpoint.run("environment", environment={"RUN_ID": "manual__1", "THRICE": "override"})
    endpoint.wait(task)
    seen = json.loads(endpoint.log(task)[0])
    expected = {"PLAIN": "definition", "TWICE": "machine", "THRICE": "override", "ADDED": "by the machine"}
    assert seen.items() >= {**expected, "RUN_ID": "manual__1"}.items()


def test_the_environment_of_the_endpoint_itself_is_not_handed_on(endpoint):
    endpoint.define("environment", PRINT_ENVIRONMENT)
    task = endpoint.run("environment")
    endpoint.wait(task)
    seen = json.loads(endpoint.log(task)[0])
    assert "OF_THIS_MACHINE" not in seen
    assert seen["LANG"] == "C.UTF-8"  # as the image says


def test_a_task_is_first_provisioning_then_running_then_stopped_with_its_exit_code(endpoint):
    endpoint.define("fails", "import time; print('here'); time.sleep(0.5); raise SystemExit(3)")
    answer = endpoint.client("ecs").run_task(cluster="c", taskDefinition="fails")
    assert [task["lastStatus"] for task in answer["tasks"]] == ["PROVISIONING"]
    arn = answer["tasks"][0]["taskArn"]
    endpoint.wait(arn, "RUNNING")
    task = endpoint.wait(arn)
    assert (task["containers"][0]["exitCode"], task["stopCode"]) == (3, "EssentialContainerExited")
    assert task["stoppedAt"] >= task["startedAt"]


def test_the_waiter_of_boto3_sees_the_end_of_a_task(endpoint):
    endpoint.define("arguments", PRINT_ARGUMENTS)
    task = endpoint.run("arguments")
    waiter = endpoint.client("ecs").get_waiter("tasks_stopped")
    waiter.wait(cluster="c", tasks=[task], WaiterConfig={"Delay": 1, "MaxAttempts": 10})


def test_stop_task_sends_sigterm_and_the_task_may_end_by_itself(endpoint):
    endpoint.define("gentle", ENDS_ON_SIGTERM)
    task = endpoint.run("gentle")
    endpoint.wait_for_line(task, "here")
    stopping = endpoint.client("ecs").stop_task(cluster="c", task=task, reason="marked failed")["task"]
    assert stopping["desiredStatus"] == "STOPPED"
    stopped = endpoint.wait(task)
    assert stopped["containers"][0]["exitCode"] == 143
    assert (stopped["stopCode"], stopped["stoppedReason"]) == ("UserInitiated", "marked failed")
    assert endpoint.log(task)[-1] == "rolled back"


def test_a_task_that_ignores_sigterm_is_killed_after_its_stop_timeout(endpoint):
    endpoint.define("stubborn", IGNORES_SIGTERM, stopTimeout=1)
    task = endpoint.run("stubborn")
    endpoint.wait_for_line(task, "here")
    began = time.monotonic()
    endpoint.client("ecs").stop_task(cluster="c", task=task)
    assert endpoint.wait(task)["containers"][0]["exitCode"] == 137
    assert 0.9 < time.monotonic() - began < 5


def test_what_a_task_started_ends_with_it(endpoint):
    endpoint.define("with_a_child", WITH_A_CHILD, stopTimeout=5)
    task = endpoint.run("with_a_child")
    child = int(endpoint.wait_for_line(task, "here")[0])
    endpoint.client("ecs").stop_task(cluster="c", task=task)
    endpoint.wait(task)
    assert _gone(child)


def test_the_same_client_token_starts_one_task_only(endpoint):
    endpoint.define("arguments", PRINT_ARGUMENTS)
    first, second = (endpoint.run("arguments", ["x"], clientToken="token-1") for _ in range(2))
    assert first == second
    with pytest.raises(ClientError, match="ConflictException"):
        endpoint.run("arguments", ["y"], clientToken="token-1")


def test_a_task_has_its_definitions_tags_where_the_request_says_so_and_the_requests_are_the_stronger(endpoint):
    endpoint.define("tagged", "print('here')", tags=[{"key": "team", "value": "care"}, {"key": "chunk", "value": "-"}])
    tags = [{"key": "chunk", "value": "3"}]
    told, not_told = endpoint.run("tagged", tags=tags, propagateTags="TASK_DEFINITION"), endpoint.run("tagged")
    assert endpoint.describe(told)["tags"] == [{"key": "team", "value": "care"}, {"key": "chunk", "value": "3"}]
    assert endpoint.describe(not_told)["tags"] == []


def test_list_tasks_finds_by_started_by_family_and_status(endpoint):
    endpoint.define("listed", WAIT)
    endpoint.define("not_listed", WAIT)
    listed = [endpoint.run("listed", startedBy=who) for who in ("airflow-1", "airflow-2")]
    endpoint.run("not_listed", startedBy="airflow-1")
    ecs = endpoint.client("ecs")
    assert ecs.list_tasks(cluster="c", startedBy="airflow-1", family="listed")["taskArns"] == listed[:1]
    assert ecs.list_tasks(cluster="c", family="listed")["taskArns"] == listed
    assert ecs.list_tasks(cluster="another", family="listed")["taskArns"] == []
    ecs.stop_task(cluster="c", task=listed[0])
    assert ecs.list_tasks(cluster="c", family="listed")["taskArns"] == listed[1:]
    assert ecs.list_tasks(cluster="c", family="listed", desiredStatus="STOPPED")["taskArns"] == listed[:1]


def test_an_unknown_task_definition_is_refused_as_ecs_does(endpoint):
    with pytest.raises(ClientError, match=r"\(ClientException\).*TaskDefinition not found"):
        endpoint.run("nothing_of_that_name")


def test_an_override_for_an_unknown_container_is_refused(endpoint):
    endpoint.define("arguments", PRINT_ARGUMENTS)
    with pytest.raises(ClientError, match="container named other is not a container in the TaskDefinition"):
        overrides = {"containerOverrides": [{"name": "other"}]}
        endpoint.client("ecs").run_task(cluster="c", taskDefinition="arguments", overrides=overrides)


def test_overrides_that_are_too_long_are_refused_as_ecs_does(endpoint):
    endpoint.define("environment", PRINT_ENVIRONMENT)
    with pytest.raises(ClientError, match="Container Overrides length must be at most 8192"):
        endpoint.run("environment", environment={"VISIT": "x" * 8192})


def test_an_unknown_task_is_missing_when_described_and_an_error_when_stopped(endpoint):
    ecs = endpoint.client("ecs")
    failures = ecs.describe_tasks(cluster="c", tasks=["0" * 32])["failures"]
    assert [failure["reason"] for failure in failures] == ["MISSING"]
    with pytest.raises(ClientError, match="The referenced task was not found"):
        ecs.stop_task(cluster="c", task="0" * 32)


@pytest.mark.parametrize(
    ("entry_point", "why"),
    [
        (["no-such-program"], "no-such-program.*executable file not found"),
        (["python3", "-jar", "/opt/conflict-management/unbuilt.jar"], "unbuilt.jar is not there: build it"),
    ],
)
def test_a_container_that_cannot_start_stops_its_task_without_an_exit_code(endpoint, entry_point, why):
    endpoint.define("cannot_start", "", entryPoint=entry_point)
    task = endpoint.wait(endpoint.run("cannot_start"))
    assert task["stopCode"] == "TaskFailedToStart"
    assert "exitCode" not in task["containers"][0]
    with pytest.raises(AssertionError, match=f"CannotStartContainerError.*{why}"):
        raise AssertionError(task["stoppedReason"])


def test_the_jar_of_the_image_is_the_one_that_was_built_here(endpoint):
    built = endpoint.tasks / "task99" / "target"
    built.mkdir(parents=True)
    (built / "task99.jar").write_text("built here\n")
    endpoint.define("jar", "", entryPoint=["cat", "/opt/conflict-management/task99.jar"])
    task = endpoint.run("jar")
    endpoint.wait(task)
    assert endpoint.log(task) == ["built here"]


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_tasks_do_not_survive_the_endpoint(tmp_path, by):
    endpoint = Endpoint(tmp_path)
    endpoint.define("waits", WAIT)
    endpoint.start()
    task = endpoint.run("waits")
    endpoint.wait_for_line(task, "here")
    pid = int(endpoint.describe(task)["containers"][0]["runtimeId"])
    os.kill(endpoint.process["pid"], by)
    assert _gone(pid)
    processes.end([endpoint.process], 10)


def _gone(pid: int) -> bool:
    end = time.monotonic() + 10
    while processes.start_time(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not processes.start_time(pid)
