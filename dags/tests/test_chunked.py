"""The chunked form: its shape, its policies, and what its runs come to, with the real operator."""

from __future__ import annotations

import importlib
import json
import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from unittest import mock

import boto3
import pytest
from airflow.providers.amazon.aws.hooks.s3 import S3Hook
from airflow.providers.amazon.aws.operators.ecs import EcsRunTaskOperator
from airflow.sdk.exceptions import AirflowFailException, ParamValidationError
from botocore.stub import Stubber

from care_conflict.commands import LOCATION
from care_conflict.plan import FILE as PLAN_FILE
from care_conflict.plan import planned
from care_conflict.run_result import named_as_shown
from conftest import DAGS

PLAN, CHUNK = CHUNKED = ["get_task02_chunks", "process_task02_chunk"]
STATUS, SUMMARY = "task03_status_management", "summarize_task02_chunks"
BEFORE = ["wait_until_idle", "run_lock_acquire", "validate_config", "task_01"]
AFTER = [SUMMARY, "run_lock_release", "run_result"]
COMMANDS = [*BEFORE[1:], *CHUNKED, "task_02", STATUS, *AFTER[:-1]]
TASK_DEFINITIONS = DAGS.parent / "deploy" / "aws" / "tasks"
STARTED = ["run_lock", "validate_config_without_warehouse", "task_01"]
WITH_STATUS = "with_status_management"
SIZES = ["target_chunk_size", "max_chunk_size", "max_keys_per_chunk"]


@pytest.fixture
def dag():
    import conflict_management_chunked

    return importlib.reload(conflict_management_chunked).dag


@pytest.fixture
def run(dag, run_dag):
    def go(conf: dict | None = None, **options):
        return run_dag(dag, conf, **options)

    return go


def options(dag, name: str) -> dict:
    """What a task was made with; of the mapped one, what all of its parts have in common."""
    task = dag.get_task(name)
    return task.partial_kwargs if name == CHUNK else vars(task)


@pytest.mark.parametrize("form", [CHUNKED, ["task_02"]])
def test_the_tasks_of_each_form_follow_one_another(dag, form):
    order = [*BEFORE, *form, STATUS, *AFTER]
    for before, after in zip(order, order[1:], strict=False):
        assert after in dag.get_task(before).downstream_task_ids
    assert not set(CHUNKED) & dag.get_task("task_02").get_flat_relative_ids()


def test_the_lock_is_the_setup_of_all_teardowns_and_only_run_result_fails_the_run(dag):
    assert dag.get_task("run_lock_acquire").is_setup
    for name in AFTER:
        assert dag.get_task(name).is_teardown
        assert "run_lock_acquire" in dag.get_task(name).upstream_task_ids
    assert dag.get_task("run_result").on_failure_fail_dagrun
    assert not any(dag.get_task(name).on_failure_fail_dagrun for name in AFTER[:-1])


def test_the_report_waits_for_all_that_detects_though_status_management_is_given_up_before(dag):
    assert {CHUNK, "task_02", STATUS} < dag.get_task(SUMMARY).upstream_task_ids


def test_one_run_at_a_time_no_catch_up_and_no_schedule_unless_asked_for(dag):
    assert (dag.max_active_runs, dag.catchup, dag.schedule) == (1, False, None)


def test_as_many_chunks_at_a_time_as_the_settings_say_when_the_file_is_read(dag, monkeypatch):
    assert options(dag, CHUNK)["max_active_tis_per_dagrun"] == 5
    monkeypatch.setenv("CONFLICT_MANAGEMENT_MAX_CONCURRENCY", "40")
    import conflict_management_chunked

    wide = importlib.reload(conflict_management_chunked).dag
    assert options(wide, CHUNK)["max_active_tis_per_dagrun"] == 40
    assert wide.max_active_tasks > 40


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_a_container_that_is_found_again_stopped_when_asked_and_retried(dag, name):
    made = options(dag, name)
    assert made["deferrable"] is False
    assert (made["reattach"], made["container_name"], made["launch_type"]) == (True, "task", "FARGATE")
    assert made["execution_timeout"] == timedelta(minutes=60)
    assert made["retries"] >= 1 and made["retry_exponential_backoff"]
    assert made["max_retry_delay"] < timedelta(minutes=5)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_container_gets_the_run_and_the_parameters_as_text_and_no_secret(dag, name):
    (container,) = options(dag, name)["overrides"]["containerOverrides"]
    environment = {entry["name"]: entry["value"] for entry in container["environment"]}
    parameters = {param.upper() for param in dag.params if param not in ("mode", WITH_STATUS)}
    of_the_chunk = {"CHUNK_ID"} if name == CHUNK else set()
    assert set(environment) == {"RUN_ID", "RUN_DATE", "RUN_LOCATION"} | parameters | of_the_chunk
    assert all(isinstance(value, str) for value in environment.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_task_definition_that_knows_no_snowflake_or_is_told_to_do_without(dag, name):
    made = options(dag, name)
    known = "snowflake" in (TASK_DEFINITIONS / f"{made['task_definition']}.json").read_text().lower()
    (container,) = made["overrides"]["containerOverrides"]
    assert known == (name == STATUS) == (container["command"] == ["--enable-phase-b=false"])


def test_the_form_shows_the_mode_and_the_parameters_of_these_commands(dag):
    dates = {"lookback_years", "lookforward_days"}
    tuning = {"batch_size", "writers", "lock_lease_minutes"}
    others = {"skip_unchanged_records", "max_visits_per_key", "max_resolve_percent", "enable_groups", "enable_history"}
    assert set(dag.params) == {"mode", WITH_STATUS, *SIZES, *dates, *tuning, *others}
    assert dag.params.get_param("mode").resolve() == "chunked"


@pytest.mark.parametrize(
    ("settings", "on"),
    [
        ({}, False),
        ({"WITH_SNOWFLAKE": "true"}, False),
        ({"WITH_SNOWFLAKE": "false"}, True),
        ({"WITH_SNOWFLAKE": "false", "PARAMS": '{"with_status_management": false}'}, False),
        ({"PARAMS": '{"with_status_management": true}'}, True),
    ],
    ids=["by default", "with Snowflake", "without", "without, but told otherwise", "with, but told otherwise"],
)
def test_status_management_follows_where_no_other_dag_keeps_statuses_true(monkeypatch, settings, on):
    for name, value in settings.items():
        monkeypatch.setenv(f"CONFLICT_MANAGEMENT_{name}", value)
    import conflict_management_chunked

    param = importlib.reload(conflict_management_chunked).dag.params.get_param(WITH_STATUS)
    assert param.resolve() is on
    with pytest.raises(ParamValidationError):
        param.resolve("true")


@pytest.mark.parametrize("mode", ["parallel", "Sequential", None, ""])
def test_another_mode_is_refused(dag, mode):
    with pytest.raises(ParamValidationError):
        dag.params.get_param("mode").resolve(mode)


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("value", [0, -1, 1.5, "36", None])
def test_a_size_is_whole_and_above_zero(dag, name, value):
    with pytest.raises(ParamValidationError):
        dag.params.get_param(name).resolve(value)


def test_every_chunk_of_the_plan_is_a_task_of_its_own(run):
    outcome = run({"target_chunk_size": 100}, rows=[120, 90, 7])
    assert outcome.state == "success"
    assert outcome.started == [*STARTED, PLAN, CHUNK, CHUNK, CHUNK, SUMMARY, "run_lock"]
    chunks = [call for call in outcome.calls if call["task"] == CHUNK]
    assert sorted(call["environment"]["CHUNK_ID"] for call in chunks) == ["1", "2", "3"]
    assert {call["environment"]["TARGET_CHUNK_SIZE"] for call in outcome.calls} == {"100"}
    assert [call["arguments"] for call in outcome.calls if call["task"] == "run_lock"] == [["acquire"], ["release"]]
    assert outcome.calls[1]["arguments"] == ["--without-warehouse"]
    assert {outcome.tasks[f"{CHUNK}_{number}"] for number in range(3)} == {"success"}
    assert outcome.tasks["task_02"] == "skipped"


def test_sizes_that_were_left_as_they_are_are_the_commands_to_choose(run):
    outcome = run({"max_chunk_size": 60000}, rows=[])
    (plan,) = (call["environment"] for call in outcome.calls if call["task"] == PLAN)
    assert [plan[name.upper()] for name in SIZES] == ["", "60000", ""]


def test_runs_of_one_id_in_two_dags_have_locks_and_folders_of_their_own(dag):
    import conflict_management

    told = [
        of_the_run(each, name)
        for each, name in ((dag, "task_02"), (conflict_management.dag, "task03_status_management"))
    ]
    assert [each["RUN_ID"] for each in told] == ["monthly@conflict_management_chunked", "monthly@conflict_management"]
    assert all(each["RUN_LOCATION"].endswith("/runs/" + each["RUN_ID"]) for each in told)


def of_the_run(dag, name: str) -> dict[str, str]:
    """What a command of the run "monthly" is told of its run."""
    (container,) = options(dag, name)["overrides"]["containerOverrides"]
    rendered = {"run_id": "monthly", "dag": dag, "dag_run": SimpleNamespace(run_after=datetime.now(UTC))}
    templates = {
        entry["name"]: entry["value"] for entry in container["environment"] if entry["name"].startswith("RUN_")
    }
    return {name: dag.get_template_env().from_string(value).render(rendered) for name, value in templates.items()}


def test_no_chunks_are_a_success_and_are_summed_up(run):
    outcome = run(rows=[])
    assert outcome.state == "success"
    assert outcome.started == [*STARTED, PLAN, SUMMARY, "run_lock"]
    assert outcome.tasks[CHUNK] == "skipped"


def test_a_chunk_that_fails_fails_the_run_and_keeps_no_other_from_running(run):
    outcome = run(rows=[10, 20, 30], process_task02_chunk_2=[1])
    assert outcome.state == "failed"
    assert outcome.started.count(CHUNK) == 2 + 3
    assert outcome.started[-2:] == [SUMMARY, "run_lock"]
    assert [outcome.tasks[f"{CHUNK}_{number}"] for number in range(3)] == ["success", "failed", "success"]
    assert outcome.tasks["run_lock_release"] == "success"
    assert "process_task02_chunk (chunk 2) is failed" in outcome.log


def test_a_chunk_that_passes_at_the_second_try_does_not_fail_the_run(run):
    outcome = run(rows=[10, 20], process_task02_chunk_1=[1, 0])
    assert outcome.state == "success"
    assert outcome.started.count(CHUNK) == 3


@pytest.mark.parametrize(
    ("states", "planned", "named"),
    [
        ({CHUNK: "skipped"}, [], None),
        ({f"{CHUNK}_0": "success", f"{CHUNK}_1": "removed"}, ["1"], None),
        ({f"{CHUNK}_0": "success", f"{CHUNK}_1": "skipped"}, ["1", "2"], "(chunk 2) is skipped"),
        ({CHUNK: "skipped"}, ["1", "2"], f"{CHUNK} is skipped"),
    ],
    ids=["nothing to do", "made anew with less", "while one waited for its next try", "before any was begun"],
)
def test_a_run_that_a_person_stops_while_no_chunk_runs_is_no_success(dag, states, planned, named):
    """Airflow skips what has not begun, and what waits to be tried again."""
    this = mock.Mock(dag_id=dag.dag_id, run_id="r1", get_task_states=lambda **_: {"r1": {PLAN: "success"} | states})
    this.xcom_pull.return_value = [{"chunk": chunk, "rows": "1"} for chunk in planned]
    context = {"ti": this, "params": {"mode": "chunked", WITH_STATUS: False}}
    if named is None:
        dag.get_task("run_result").execute(context)
    else:
        with pytest.raises(AirflowFailException, match=re.escape(named)):
            dag.get_task("run_result").execute(context)


def test_a_chunk_that_a_retry_cannot_mend_is_tried_once(run):
    outcome = run(rows=[10], process_task02_chunk_1=[2])
    assert outcome.state == "failed"
    assert outcome.started.count(CHUNK) == 1


def test_the_sequential_form_is_one_task_and_no_chunk(run):
    outcome = run({"mode": "sequential"})
    assert outcome.state == "success"
    assert outcome.started == [*STARTED, "task_02", SUMMARY, "run_lock"]
    assert {outcome.tasks[name] for name in (*CHUNKED, STATUS)} == {"skipped"}


@pytest.mark.parametrize(("conf", "form"), [({}, [PLAN, CHUNK, CHUNK]), ({"mode": "sequential"}, ["task_02"])])
def test_status_management_comes_after_detection_and_before_the_report_without_what_is_of_snowflake(run, conf, form):
    outcome = run({WITH_STATUS: True, "enable_groups": False, **conf}, rows=[10, 20])
    assert outcome.state == "success"
    assert outcome.started == [*STARTED, *form, STATUS, SUMMARY, "run_lock"]
    (status,) = (call for call in outcome.calls if call["task"] == STATUS)
    assert status["arguments"] == ["--enable-phase-b=false"]
    assert status["environment"]["ENABLE_GROUPS"] == "false"
    (lock,) = {call["environment"]["RUN_ID"] for call in outcome.calls}
    assert lock.endswith("@conflict_management_chunked")


def test_status_management_runs_also_where_there_was_nothing_to_map_over(run):
    outcome = run({WITH_STATUS: True}, rows=[])
    assert outcome.state == "success"
    assert outcome.started == [*STARTED, PLAN, STATUS, SUMMARY, "run_lock"]


@pytest.mark.parametrize(
    ("conf", "broken"),
    [
        ({}, {"process_task02_chunk_2": [2]}),
        ({}, {PLAN: [2]}),
        ({}, {"task_01": [2]}),
        ({"mode": "sequential"}, {"task_02": [2]}),
    ],
    ids=["a chunk", "the plan", "staging", "all in one go"],
)
def test_status_management_does_not_run_on_what_was_looked_at_in_part(run, conf, broken):
    outcome = run({WITH_STATUS: True, **conf}, rows=[10, 20, 30], **broken)
    assert outcome.state == "failed"
    assert (outcome.tasks[STATUS], outcome.tasks[SUMMARY]) == ("upstream_failed", "success")
    assert STATUS not in outcome.started
    assert outcome.started[-2:] == [SUMMARY, "run_lock"]


def test_status_management_that_fails_fails_the_run_is_reported_and_gives_the_lock_back(run):
    outcome = run({WITH_STATUS: True}, rows=[10], task03_status_management=[2])
    assert outcome.state == "failed"
    assert outcome.started == [*STARTED, PLAN, CHUNK, STATUS, SUMMARY, "run_lock"]
    assert "task03_status_management is failed" in outcome.log


def test_a_report_that_fails_fails_the_run_and_gives_the_lock_back(run):
    outcome = run(rows=[10], summarize_task02_chunks=[2])
    assert outcome.state == "failed"
    assert outcome.started[-2:] == [SUMMARY, "run_lock"]
    assert (outcome.tasks[STATUS], outcome.tasks["run_lock_release"]) == ("skipped", "success")
    assert "summarize_task02_chunks is failed" in outcome.log


def test_a_lock_that_was_not_taken_is_not_reported(run):
    outcome = run(rows=[10], run_lock=[2])
    assert outcome.state == "failed"
    assert outcome.started == ["run_lock"]


def test_a_sequential_form_that_fails_fails_the_run(run):
    outcome = run({"mode": "sequential"}, task_02=[2])
    assert outcome.state == "failed"
    assert outcome.started == [*STARTED, "task_02", SUMMARY, "run_lock"]
    assert "task_02 is failed" in outcome.log


def test_a_plan_that_fails_is_reported_and_gives_the_lock_back(run):
    outcome = run(get_task02_chunks=[2])
    assert outcome.state == "failed"
    assert outcome.started == [*STARTED, PLAN, SUMMARY, "run_lock"]
    assert (outcome.tasks[CHUNK], outcome.tasks[SUMMARY]) == ("upstream_failed", "success")


def test_a_lock_that_another_run_took_first_is_waited_for(run):
    outcome = run(rows=[], run_lock=[3, 0])
    assert outcome.state == "success"
    assert outcome.started == ["run_lock", *STARTED, PLAN, SUMMARY, "run_lock"]


def test_a_run_waits_for_the_lock_of_the_other_dag(run, dag, database, monkeypatch):
    monkeypatch.setattr(dag.get_task("wait_until_idle"), "timeout", 1)
    database.hold("manual__of_conflict_management")
    outcome = run()
    assert outcome.state == "failed"
    assert outcome.started == []
    assert "run_lock release --run-id manual__of_conflict_management" in outcome.log


def test_more_chunks_than_airflow_maps_over_fail_at_once_and_say_what_to_raise(run, monkeypatch):
    monkeypatch.setenv("AIRFLOW__CORE__MAX_MAP_LENGTH", "2")
    outcome = run(rows=[1, 1, 1])
    assert outcome.state == "failed"
    assert outcome.started == [*STARTED, PLAN, SUMMARY, "run_lock"]
    assert "3 chunks are more than Airflow maps a task over (2)" in outcome.log
    assert "AIRFLOW__CORE__MAX_MAP_LENGTH" in outcome.log


def test_nine_thousand_chunks_are_mapped_where_airflow_is_told_so(dag, tmp_path, monkeypatch):
    """As one line of a log they would be longer than CloudWatch takes."""
    monkeypatch.setenv("AIRFLOW__CORE__MAX_MAP_LENGTH", "9000")
    monkeypatch.setattr(EcsRunTaskOperator, "execute", lambda *_: None)
    chunks = [{"id": number, "rows": 40} for number in range(1, 9001)]
    (tmp_path / PLAN_FILE).write_text(json.dumps({"chunks": chunks}))
    plan = dag.get_task(PLAN)
    location = next(pair for pair in plan.overrides["containerOverrides"][0]["environment"] if pair["name"] == LOCATION)
    location["value"] = str(tmp_path)
    context = {"ti": mock.Mock(), "task_state_store": mock.Mock(), "params": {"mode": "chunked", WITH_STATUS: False}}
    mapped = plan.execute(context | {"dag": dag, "dag_run": SimpleNamespace(conf=None)})
    assert mapped == [{"chunk": str(number), "rows": "40"} for number in range(1, 9001)]


def test_a_plan_that_is_not_there_is_told_with_its_place_and_not_made_again_and_again(run):
    outcome = run()
    assert outcome.state == "failed"
    assert outcome.started == [*STARTED, PLAN, SUMMARY, "run_lock"]
    assert re.search(r"its plan, /\S+@conflict_management_chunked/task02_chunks.json, is not there", outcome.log)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"chunks": [1]}', '{"chunks": [{"id": 1}]}', '{"chunks": [{"id": 1,']
)
def test_a_plan_that_is_damaged_is_told(tmp_path, text):
    (tmp_path / PLAN_FILE).write_text(text)
    with pytest.raises(AirflowFailException, match="is damaged"):
        planned(str(tmp_path), {})


def test_a_plan_in_s3_is_read_and_one_that_is_not_there_or_not_allowed_is_told(ecs, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", ecs)
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="runs")
    key = "of/manual__2026-11-21T06:00:00+00:00@conflict_management_chunked"
    s3.put_object(Bucket="runs", Key=f"{key}/{PLAN_FILE}", Body=b'{"chunks": [{"id": 1, "rows": 10}]}')
    assert planned(f"s3://runs/{key}", {"aws_conn_id": None}) == [{"chunk": "1", "rows": "10"}]
    with pytest.raises(AirflowFailException, match=f"s3://runs/of/another/{PLAN_FILE}, is not there"):
        planned("s3://runs/of/another", {"aws_conn_id": None})
    with pytest.raises(AirflowFailException, match="neither is its bucket"):
        planned("s3://no-such-bucket/of/another", {"aws_conn_id": None})


def test_a_plan_that_may_not_be_read_is_told_with_the_rights_that_lack(monkeypatch):
    client = boto3.client("s3")
    with Stubber(client) as stubbed:
        stubbed.add_client_error("get_object", "AccessDenied", http_status_code=403)
        monkeypatch.setattr(S3Hook, "conn", client)
        with pytest.raises(AirflowFailException, match="may not be read: .* s3:GetObject"):
            planned("s3://runs/of/another", {"aws_conn_id": None})


def test_a_part_that_failed_is_named_by_its_chunk_and_not_by_its_place_in_the_plan():
    plan = [{"chunk": "4", "rows": "10"}, {"chunk": "7", "rows": "20"}]
    assert named_as_shown("process_task02_chunk_1", plan) == "process_task02_chunk (chunk 7)"
    assert named_as_shown("process_task02_chunk_2", plan) == "process_task02_chunk_2"
    assert named_as_shown("task_02", plan) == "task_02"


def test_each_part_is_named_by_its_chunk_and_its_rows(dag):
    task = dag.get_task(CHUNK)
    assert issubclass(task.operator_class, EcsRunTaskOperator)
    named = dag.get_template_env().from_string(task.partial_kwargs["map_index_template"])
    part = type("Part", (), {"tags": {"chunk": "3", "rows": "12345"}})
    assert named.render(task=part) == "chunk 3 (12,345 rows)"
