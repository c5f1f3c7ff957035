"""The shape of the DAG and the policies that hold for every task."""

from __future__ import annotations

import importlib
import json
import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from airflow.providers.amazon.aws.operators.ecs import EcsRunTaskOperator
from airflow.sdk import CronTriggerTimetable

from care_conflict.commands import THIS_TRY, overrides
from care_conflict.log_lines import shown
from care_conflict.parameters import IN_SHARDS
from care_conflict.settings import read_settings
from conftest import DAGS
from stand_ins.aws.task_definitions import listed

COMMANDS = listed("sequential")
DETECTION = "task02_00_conflict_update"
ORDER = ["wait_until_idle", *COMMANDS, "run_result"]
ZONE = "CONFLICT_MANAGEMENT_SCHEDULE_TIMEZONE"
RUN_LOCATION = "CONFLICT_MANAGEMENT_RUN_LOCATION"
TASK_DEFINITIONS = DAGS.parent / "deploy" / "aws" / "tasks"


def test_the_tasks_follow_one_another(dag):
    instead = {"preview", *(name for names in IN_SHARDS.values() for name in names)}  # where a run asks for it
    assert [task.task_id for task in dag.topological_sort() if task.task_id not in instead] == ORDER
    assert not dag.get_task("preview").upstream_task_ids | dag.get_task("preview").downstream_task_ids
    for before, after in zip(ORDER, ORDER[1:], strict=False):
        assert after in dag.get_task(before).downstream_task_ids


def test_preflight_is_the_setup_of_both_teardowns_and_only_run_result_fails_the_run(dag):
    assert dag.get_task("task00_preflight").is_setup
    for name in ("task99_postflight", "run_result"):
        assert dag.get_task(name).is_teardown
        assert "task00_preflight" in dag.get_task(name).upstream_task_ids
    assert dag.get_task("run_result").on_failure_fail_dagrun
    assert not dag.get_task("task99_postflight").on_failure_fail_dagrun


def test_one_run_at_a_time_no_catch_up_and_no_schedule_unless_asked_for(dag):
    assert (dag.max_active_runs, dag.catchup, dag.schedule) == (1, False, None)


@pytest.mark.parametrize(("named", "zone"), [({}, "UTC"), ({ZONE: "Europe/Berlin"}, "Europe/Berlin")])
@pytest.mark.parametrize(
    "name", ["conflict_management", "conflict_management_chunked", "conflict_management_give_back"]
)
def test_the_schedule_and_its_zone_are_those_of_the_settings_whatever_airflows_own_zone(monkeypatch, name, named, zone):
    for setting, value in {f"{name.upper()}_SCHEDULE": "30 5 * * *", **named}.items():
        monkeypatch.setenv(setting, value)
    module = importlib.import_module(name)
    timetable = importlib.reload(module).dag.timetable
    monkeypatch.undo()
    importlib.reload(module)  # for the tests behind this one
    assert (timetable.expression, str(timetable.timezone)) == ("30 5 * * *", zone)
    assert isinstance(timetable, CronTriggerTimetable)


@pytest.mark.parametrize("name", ORDER)
def test_every_task_has_a_time_limit_an_owner_and_documentation(dag, name):
    task = dag.get_task(name)
    assert task.execution_timeout == timedelta(minutes=60)
    assert task.owner == "conflict-management"
    assert "**When it fails**" in task.doc_md


def test_the_dag_says_what_to_do_and_where_a_run_keeps_its_report(dag):
    assert "/runs/<run id>@conflict_management/report.html" in dag.doc_md
    assert "**When a task fails**" in dag.doc_md


@pytest.mark.parametrize("name", ORDER[:-1])
def test_every_task_that_can_pass_by_itself_is_retried_with_growing_delays(dag, name):
    task = dag.get_task(name)
    assert task.retries >= 1
    assert task.retry_exponential_backoff
    assert task.max_retry_delay < timedelta(minutes=dag.params.get_param("lock_lease_minutes").schema["minimum"])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_a_container_that_is_found_again_and_stopped_when_asked(dag, name):
    task = dag.get_task(name)
    assert isinstance(task, EcsRunTaskOperator)
    assert (task.deferrable, task.reattach, task.container_name, task.launch_type) == (False, True, "task", "FARGATE")
    assert task.propagate_tags == "TASK_DEFINITION"


def test_the_cluster_and_its_logs_may_be_in_another_region_than_airflow(monkeypatch):
    monkeypatch.setenv("CONFLICT_MANAGEMENT_AWS_REGION", "eu-west-1")
    import conflict_management

    task = importlib.reload(conflict_management).dag.get_task("task00_preflight")
    assert task.client.meta.region_name == task.resolve_awslogs_region() == "eu-west-1"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_container_gets_the_run_and_the_parameters_as_text_and_no_secret(dag, name):
    (container,) = dag.get_task(name).overrides["containerOverrides"]
    environment = {entry["name"]: entry["value"] for entry in container["environment"]}
    of_the_dag = ("tasks", "wait_for_source_minutes", "preview", "fail_if")
    parameters = {param.upper() for param in dag.params if param not in of_the_dag}
    assert set(environment) == {"RUN_ID", "RUN_DATE", "RUN_LOCATION"} | parameters
    assert all(isinstance(value, str) for value in environment.values())


@pytest.mark.parametrize(("setting", "passed"), [("human", ["human"]), ("json", ["json"]), ("none", []), (None, [])])
def test_a_container_is_told_how_to_log_only_where_a_setting_says_so(setting, passed):
    """Else its task definition says it: on AWS json, of which CloudWatch makes metrics."""
    named = {} if setting is None else {"CONFLICT_MANAGEMENT_LOG_FORMAT": setting}
    names = ("CLUSTER", "SUBNETS", "SECURITY_GROUPS")
    settings = read_settings({f"CONFLICT_MANAGEMENT_{name}": "x" for name in names} | {RUN_LOCATION: "/runs"} | named)
    (container,) = overrides(settings, [], [], {})["containerOverrides"]
    assert [entry["value"] for entry in container["environment"] if entry["name"] == "LOG_FORMAT"] == passed


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("INFO 2026-11-21T12:36:26.845Z event=done step=write task=t run=r1", "event=done step=write"),
        ("Exception in thread main", "Exception in thread main"),
        (
            '{"timestamp":1,"level":"ERROR","loggerName":"t","mdc": {"run":"r1","task":"t"},'
            '"kvpList": [{"status":"failed"},{"message":"\\"no connection\\""}],"message":"end","throwable":null}',
            'event=end status=failed message="no connection"',
        ),
        ('{"_aws":{"Timestamp":1},"Task":"t","TaskDuration":1.5}', "event=metrics TaskDuration=1.5"),
        ('[{"chunk":"1"}]', '[{"chunk":"1"}]'),
        ('{"no": "line of ours"}', '{"no": "line of ours"}'),
        ('{"cut off', '{"cut off'),
    ],
)
def test_a_line_of_a_command_is_shown_without_what_airflow_shows_beside_it(line, left):
    assert shown(line) == left


def test_the_sensor_holds_no_worker_slot_and_has_a_limit(dag):
    sensor = dag.get_task("wait_until_idle")
    assert sensor.mode == "reschedule"
    assert sensor.timeout == 3600


def test_preflight_looks_at_a_source_that_is_waited_for_as_often_as_the_settings_say(dag, monkeypatch):
    assert dag.get_task("task00_preflight").source_poll == timedelta(minutes=10)
    monkeypatch.setenv("CONFLICT_MANAGEMENT_SOURCE_POLL_MINUTES", "30")
    import conflict_management

    assert importlib.reload(conflict_management).dag.get_task("task00_preflight").source_poll == timedelta(minutes=30)


@pytest.mark.parametrize("file", sorted(TASK_DEFINITIONS.glob("*.json")), ids=lambda file: file.stem)
def test_a_task_definition_starts_its_own_jar_and_leaves_it_time_to_end(file):
    jar = file.stem.removesuffix("_without_warehouse")
    definition = json.loads(file.read_text())
    (container,) = definition["containerDefinitions"]
    assert definition["family"] == file.stem
    assert container["name"] == "task"
    assert container["entryPoint"][0] == "java"
    assert container["entryPoint"][-1] == f"/opt/conflict-management/{jar}.jar"
    assert container["stopTimeout"] == 120
    options = container["logConfiguration"]["options"]
    assert options["awslogs-stream-prefix"] == "task"
    # said, since an account's default may be another: a CloudWatch that does not answer holds up no task
    assert (options["mode"], options["max-buffer-size"]) == ("non-blocking", "25m")


@pytest.mark.parametrize("file", sorted(TASK_DEFINITIONS.glob("*.json")), ids=lambda file: file.stem)
def test_a_task_definition_names_secrets_and_holds_none(file):
    (container,) = json.loads(file.read_text())["containerDefinitions"]
    secrets = {entry["name"] for entry in container["secrets"]}
    assert {"POSTGRES_HOST", "POSTGRES_USER", "POSTGRES_PASSWORD"} <= secrets
    assert all(":secret:task02/" in entry["valueFrom"] for entry in container["secrets"])
    # without it the driver leaves an empty folder behind at each log-in
    of_the_driver = {"SNOWFLAKE_DISABLE_MINICORE"} if "SNOWFLAKE_USER" in secrets else set()
    named = {entry["name"] for entry in container["environment"]}
    assert named == {"ENVIRONMENT", "AWS_REGION", "LOG_FORMAT"} | of_the_driver


def test_every_command_of_the_dag_has_a_task_definition():
    assert {*COMMANDS, *listed("sharded")} <= {file.stem for file in TASK_DEFINITIONS.glob("*.json")}


@pytest.mark.parametrize(
    ("state", "stopped"),
    [
        ("failed", True),  # marked by a person
        ("restarting", True),  # cleared while it ran
        ("running", True),  # over its time limit
        (None, False),  # given up by a scheduler that found it without its own
        ("queued", False),
        ("up_for_retry", False),
    ],
)
def test_a_container_is_stopped_with_its_task_unless_airflow_tries_again(dag, monkeypatch, state, stopped):
    task, calls = watched(dag, monkeypatch, Try({"r1": {DETECTION: state}}), Kept())
    task.on_kill()
    assert calls == (["stopped"] if stopped else [])


@pytest.mark.parametrize("others", [2, None], ids=["told by the other", "nothing is kept for a try of before"])
def test_a_try_that_was_given_up_leaves_the_container_to_the_one_that_watches_it_now(dag, monkeypatch, others):
    kept = Kept()
    task, calls = watched(dag, monkeypatch, Try({"r1": {DETECTION: "running"}}), kept)
    kept.set(THIS_TRY, others)
    task.on_kill()
    assert calls == []


def test_a_container_is_stopped_when_airflow_does_not_answer_what_becomes_of_its_task(dag, monkeypatch):
    this, late = Try({}), threading.Event()
    this.get_task_states = lambda **_: late.wait() and {"r1": {DETECTION: "queued"}}
    task, calls = watched(dag, monkeypatch, this, Kept())
    task.on_kill()
    late.set()
    assert calls == ["stopped"]


def watched(dag, monkeypatch, this, kept) -> tuple:
    """Detection while its container runs, and what is done to that."""
    calls, task = [], dag.get_task(DETECTION)
    monkeypatch.setattr(EcsRunTaskOperator, "execute", lambda *_: None)
    monkeypatch.setattr(EcsRunTaskOperator, "on_kill", lambda _: calls.append("stopped"))
    run = {"params": {"tasks": [DETECTION]}, "dag": dag, "dag_run": SimpleNamespace(conf=None)}
    task.execute({"ti": this, "task_state_store": kept, **run})
    return task, calls


class Kept(dict):
    """What Airflow keeps for a task from try to try."""

    def set(self, key: str, value: int | None) -> None:
        self[key] = value


class Try:
    """What a command asks of its own try."""

    dag_id, task_id, run_id, map_index, try_number = "conflict_management", DETECTION, "r1", -1, 1

    def __init__(self, states: dict):
        self.states = states

    def get_task_states(self, **_) -> dict:
        return self.states
