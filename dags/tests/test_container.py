"""A container that ECS refuses, throttles or says nothing of, with the real operator; and whose tries are counted."""

from __future__ import annotations

import importlib
import json
import re
from unittest import mock

import pytest
from airflow.providers.amazon.aws.operators.ecs import EcsRunTaskOperator
from airflow.sdk import RetryAction
from botocore.exceptions import ClientError

from care_conflict import container
from care_conflict.container import refused
from care_conflict.patience import RETRIES_OF_AIRFLOW, OwnFailures
from conftest import HOME

DAG_FILES = ("conflict_management", "conflict_management_chunked", "conflict_management_give_back")
CHECKS = "conflict_management_utilities"
FIRST, DETECTION, LAST = "task00_preflight", "task02_00_conflict_update", "task99_postflight"
ROOM = "ECS has no room for the container: "
ASKED = "Running ECS Task - Task definition: "


@pytest.fixture
def fault(ecs, monkeypatch):  # noqa: ARG001
    """AWS has this fault from now on, and it is asked again soon."""
    monkeypatch.setattr(container, "SECONDS_BETWEEN_REQUESTS", 0.5)
    file = HOME / "ecs" / "faults.json"

    def end_when_seen(refusal):
        file.unlink()
        return refused(refusal)

    def begin(operation: str, until_seen: bool = False, **told) -> None:
        file.write_text(json.dumps({operation: told}))
        if until_seen:
            monkeypatch.setattr(container, "refused", end_when_seen)

    yield begin
    file.unlink(missing_ok=True)


@pytest.fixture
def only_preflight(dag, run_dag):
    """A run that comes to its end soon: nothing is done between preflight and postflight."""
    return lambda: run_dag(dag, {"tasks": []})


@pytest.mark.parametrize("reason", ["RESOURCE:ENI", "Capacity is unavailable at this time"])
def test_a_command_waits_until_there_is_room_and_no_try_is_used_up(only_preflight, fault, reason):
    fault("RunTask", until_seen=True, kind="capacity", reason=reason)
    outcome = only_preflight()
    assert outcome.state == "success"
    assert outcome.started == [FIRST, LAST]
    assert f"{ROOM}{reason}." in outcome.log
    assert outcome.log.count(ASKED + FIRST) == 1


def test_a_command_that_finds_no_room_in_its_time_fails_with_one_sentence(only_preflight, dag, fault, monkeypatch):
    monkeypatch.setattr(dag.get_task(FIRST), "capacity_wait", dag.get_task(FIRST).capacity_wait * 0)
    fault("RunTask", kind="capacity", reason="RESOURCE:ENI")
    outcome = only_preflight()
    assert outcome.state == "failed"
    assert outcome.log.count(ASKED + FIRST) == 3
    assert (
        "ECS had no room for the container for 0:00:00 (CONFLICT_MANAGEMENT_CAPACITY_WAIT_MINUTES): RESOURCE:ENI"
        in outcome.log
    )
    assert "ResponseMetadata" not in outcome.log, "no answer of AWS as a whole"


def test_a_command_that_is_refused_for_another_reason_is_tried_again_as_any(only_preflight, fault):
    fault("RunTask", kind="capacity", reason="ATTRIBUTE")
    outcome = only_preflight()
    assert outcome.state == "failed"
    assert outcome.log.count(ASKED + FIRST) == 3
    assert "ECS does not start the container: ATTRIBUTE" in outcome.log
    assert ROOM not in outcome.log


def test_an_error_of_ecs_is_told_in_one_sentence_too(only_preflight, dag, monkeypatch):
    monkeypatch.setattr(dag.get_task(FIRST), "task_definition", "nothing_of_that_name")
    outcome = only_preflight()
    assert outcome.log.count(ASKED + "nothing_of_that_name") == 3
    assert "ECS does not start the container: ClientException, TaskDefinition not found." in outcome.log


@pytest.mark.parametrize(
    ("code", "passes"), [("ThrottlingException", True), ("ClientException", False), ("AccessDeniedException", False)]
)
def test_too_many_containers_at_once_is_no_room_and_another_error_is_not(code, passes):
    told = {"Error": {"Code": code, "Message": "You’ve reached the limit on the number of vCPUs"}}
    assert refused(ClientError(told, "RunTask")) == (f"{code}, You’ve reached the limit on the number of vCPUs", passes)


def test_a_log_that_does_not_come_is_named_at_the_end(only_preflight, fault):
    fault("GetLogEvents", kind="missing")
    outcome = only_preflight()
    assert outcome.state == "success"
    assert f"{FIRST} ends with" not in outcome.log
    assert "The whole log of the command: log group /ecs/conflict-management, log stream task/task/" in outcome.log


@pytest.mark.parametrize("kind", ["missing", "denied"])
def test_a_command_whose_log_cannot_be_read_fails_by_its_exit_code_all_the_same(dag, run_dag, fault, kind):
    fault("GetLogEvents", kind=kind)
    outcome = run_dag(dag, {"tasks": []}, task00_preflight=[2])
    assert outcome.state == "failed"
    assert outcome.log.count(ASKED + FIRST) == 1, "a retry is useless"
    assert "exit code 2, wrong usage or configuration" in outcome.log


AGENT = {"name": "aws-guardduty-agent-ab12", "lastStatus": "STOPPED"}
NOT_PULLED = {"reason": "CannotPullContainerError: pull image manifest has been retried 1 time(s)"}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("ended", [NOT_PULLED, {"exitCode": 137}], ids=["not pulled", "killed"])
def test_a_container_that_aws_puts_beside_the_command_decides_nothing(only_preflight, fault, first, ended):
    fault("DescribeTasks", kind="beside", container=AGENT | ended, first=first)
    outcome = only_preflight()
    assert outcome.state == "success"
    assert outcome.log.count(ASKED + FIRST) == 1
    assert "exit code 0: what else ran in the task, as an agent that AWS puts beside it, did not end so" in outcome.log


def test_a_command_fails_by_its_own_exit_code_whatever_ran_beside_it(dag, run_dag, fault):
    fault("DescribeTasks", kind="beside", container=AGENT | {"exitCode": 0}, first=True)
    outcome = run_dag(dag, {"tasks": []}, task00_preflight=[2])
    assert outcome.state == "failed"
    assert outcome.log.count(ASKED + FIRST) == 1, "a retry is useless"
    assert "exit code 2, wrong usage or configuration" in outcome.log


@pytest.mark.parametrize("dag_file", [*DAG_FILES, CHECKS])
def test_every_call_of_aws_outlasts_a_minute_of_refusals(dag_file):
    tasks = importlib.import_module(dag_file).dag.tasks
    commands = [task for task in tasks if issubclass(task.operator_class, EcsRunTaskOperator)]
    assert commands
    for task in commands:
        made = task.partial_kwargs if task.is_mapped else vars(task)
        assert made["botocore_config"] == {"retries": {"mode": "standard", "total_max_attempts": 15}}, task.task_id


def test_environments_that_share_a_cluster_do_not_take_each_others_containers_for_their_own(monkeypatch):
    """Two Airflows have runs of one id where both are scheduled at one time."""

    def asked_for(location: str) -> str:
        monkeypatch.setenv("CONFLICT_MANAGEMENT_RUN_LOCATION", location)
        task = importlib.reload(importlib.import_module("conflict_management")).dag.get_task(DETECTION)
        ecs = mock.Mock(**{"list_tasks.return_value": {"taskArns": []}, "run_task.side_effect": ConnectionError})
        ecs.exceptions.ClientError = ClientError
        monkeypatch.setattr(type(task), "client", ecs)
        this = mock.Mock(dag_id=task.dag_id, task_id=task.task_id, run_id="scheduled__1", map_index=-1)
        run = mock.Mock(conf=None)
        with pytest.raises(ConnectionError):
            context = {"ti": this, "params": {"tasks": [DETECTION]}, "dag": task.dag, "dag_run": run}
            task.execute(context | {"task_state_store": Store()})
        (looked_for,) = (call.kwargs["startedBy"] for call in ecs.list_tasks.call_args_list)
        (started,) = (call.kwargs["startedBy"] for call in ecs.run_task.call_args_list)
        assert looked_for == started
        return started

    dev, prod, prod_again = map(asked_for, ["s3://dev/runs", "s3://prod/runs", "s3://prod/runs"])
    assert dev != prod == prod_again
    assert re.fullmatch(r"[0-9a-f-]{36}", prod), "as long as ECS takes"


def test_the_log_is_asked_for_as_patiently_as_the_container(dag):
    task = dag.get_task(DETECTION)
    task.arn = "arn:aws:ecs:us-east-1:000000000000:task/c/1"
    retries = task._get_task_log_fetcher().hook.conn.meta.config.retries
    assert (retries["mode"], retries["total_max_attempts"]) == ("standard", 15)


@pytest.mark.parametrize("dag_file", DAG_FILES)
def test_tries_that_airflow_loses_are_not_those_of_a_task(dag_file):
    for task in importlib.import_module(dag_file).dag.tasks:
        assert task.retries == 2 + RETRIES_OF_AIRFLOW, task.task_id
        assert task.retry_policy.retries == 2, task.task_id


def test_a_task_fails_with_its_third_own_failure_whatever_was_lost_and_has_as_many_when_it_is_cleared():
    policy, store = OwnFailures(2), Store()

    def after(try_number: int, max_tries: int) -> RetryAction:
        return policy.evaluate(RuntimeError(), try_number, max_tries, {"task_state_store": store}).action

    assert [after(number, 8) for number in (2, 5, 6)] == [RetryAction.DEFAULT, RetryAction.DEFAULT, RetryAction.FAIL]
    assert [after(number, 14) for number in (7, 8, 9)] == [RetryAction.DEFAULT, RetryAction.DEFAULT, RetryAction.FAIL]


class Store(dict):
    """What Airflow keeps for a task from try to try."""

    def set(self, key: str, value: int) -> None:
        self[key] = value
