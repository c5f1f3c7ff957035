"""Tasks run by hand, against the ECS endpoint of this machine: their logs and exit codes are real."""

from __future__ import annotations

import json
import os
import signal
import threading
import time

import pytest
from endpoint import GROUP, Endpoint
from stand_ins import processes

import task_runs
from console import Console, Failed

SAY = "import os, sys; print('told', *sys.argv[1:]); print(os.environ['RUN_ID'], os.environ['RUN_LOCATION'])"
WAIT = "import time; print('waiting'); time.sleep(60)"
SETTINGS = {
    "CLUSTER": "c",
    "SUBNETS": "subnet-1,subnet-2",
    "SECURITY_GROUPS": "sg-1",
    "ASSIGN_PUBLIC_IP": "false",
    "RUN_LOCATION": "s3://bucket/runs",
    "TASK_DEFINITION_PREFIX": "cm-",
    "LOG_GROUP": GROUP,
    "LOG_STREAM_PREFIX": "task",
}


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    endpoint = Endpoint(tmp_path_factory.mktemp("endpoint"))
    endpoint.start()
    yield endpoint
    processes.end([endpoint.process], 20)


class Account:
    """As much of an account as runs need."""

    def __init__(self, endpoint: Endpoint):
        self.endpoint = endpoint

    def client(self, service: str):
        return self.endpoint.client(service)


@pytest.fixture
def runs(endpoint, monkeypatch):
    monkeypatch.setattr(task_runs, "POLL_SECONDS", 0.1)
    settings = {f"CONFLICT_MANAGEMENT_{name}": value for name, value in SETTINGS.items()}
    return task_runs.Runs(Account(endpoint), settings, Console(asks=False))


def test_a_task_is_told_its_words_and_its_run_and_its_log_is_shown(runs, endpoint, capsys):
    endpoint.define("cm-run_lock", SAY)
    assert runs.run('run_lock release --run-id "a b"') == 0
    said = capsys.readouterr().out
    assert "| told release --run-id a b\n" in said
    assert f"| {runs.run_id} s3://bucket/runs/{runs.run_id}\n" in said


def test_the_exit_code_of_the_task_is_that_of_the_script(runs, endpoint, capsys):
    endpoint.define("cm-validate_config", "import sys; print('bad'); sys.exit(2)")
    assert runs.run("validate_config") == 2
    assert "| bad\n" in capsys.readouterr().out


def test_a_container_that_aws_puts_beside_the_task_has_no_say_in_its_exit_code(runs, endpoint, capsys):
    endpoint.define("cm-validate_config", "import sys; sys.exit(2)")
    agent = {"name": "aws-guardduty-agent-ab12", "lastStatus": "STOPPED", "exitCode": 0}
    endpoint.faults.write_text(json.dumps({"DescribeTasks": {"kind": "beside", "container": agent, "first": True}}))
    try:
        assert runs.run("validate_config") == 2
    finally:
        endpoint.faults.unlink()
    assert "validate_config: exit code 2" in capsys.readouterr().out


def test_a_container_that_cannot_start_says_why(runs, endpoint, capsys):
    endpoint.define("cm-migrate", "", entryPoint=["no-such-program"])
    assert runs.run("migrate") == 1
    assert "migrate did not start: CannotStartContainerError" in capsys.readouterr().out


def define_pipeline(endpoint, **programs: str) -> None:
    for name in task_runs.PIPELINE:
        endpoint.define(f"cm-{name}", programs.get(name, f"print('{name} runs')"))


def test_the_whole_pipeline_runs_in_order(runs, endpoint, capsys):
    define_pipeline(endpoint)
    assert runs.run("pipeline") == 0
    shown = [line.split()[1] for line in capsys.readouterr().out.splitlines() if line.endswith(" runs")]
    assert shown == task_runs.PIPELINE


def test_the_whole_pipeline_is_told_what_stands_behind_it_to_let_a_source_pass_once(runs, endpoint, capsys):
    for name in task_runs.PIPELINE:
        endpoint.define(f"cm-{name}", SAY)
    assert runs.run("pipeline --max-source-age-hours=48 --refresh-module ''") == 0
    told = "| told --max-source-age-hours=48 --refresh-module \n"
    assert capsys.readouterr().out.count(told) == len(task_runs.PIPELINE)


def test_a_task_gets_the_params_that_are_others_in_this_deployment_as_airflow_hands_them_over(runs, endpoint, capsys):
    params = {"lookback_hours": 48, "enable_insert": False, "only_steps": ["a", "b"], "refresh_module": None}
    runs.settings["CONFLICT_MANAGEMENT_PARAMS"] = json.dumps(params | {"shards": 8})
    endpoint.define(
        "cm-task00_preflight",
        f"import os; print(*(os.environ[name.upper()] for name in {list(params)}), 'SHARDS' in os.environ)",
    )
    assert runs.run("task00_preflight") == 0
    assert "| 48 false a,b  False\n" in capsys.readouterr().out


def test_after_a_failure_postflight_still_gives_everything_back(runs, endpoint, capsys):
    define_pipeline(endpoint, task02_00_conflict_update="import sys; sys.exit(1)")
    assert runs.run("pipeline") == 1
    said = capsys.readouterr().out
    assert "task02_01_inservice_conflict" not in said
    assert "task99_postflight: exit code 0" in said


def test_where_a_task_cannot_be_started_postflight_still_gives_everything_back(runs, endpoint, monkeypatch, capsys):
    define_pipeline(endpoint)
    start = runs._start

    def full(definition: str, arguments: list[str]) -> str:
        if definition == "cm-task02_00_conflict_update":
            raise Failed("cm-task02_00_conflict_update cannot be started: RESOURCE:ENI")
        return start(definition, arguments)

    monkeypatch.setattr(runs, "_start", full)
    with pytest.raises(Failed, match="RESOURCE:ENI"):
        runs.run("pipeline")
    said = capsys.readouterr().out
    assert "task02_01_inservice_conflict" not in said
    assert "task99_postflight: exit code 0" in said


def in_one_go(runs, endpoint, capsys, **codes: int) -> tuple[int, list[str]]:
    """The exit code of the whole without Snowflake, and what was run, with what it was told."""
    runs.settings["CONFLICT_MANAGEMENT_WITH_SNOWFLAKE"] = "false"
    for name in {words.split()[0] for words in task_runs.IN_ONE_GO}:
        program = f"import sys; print('{name}', *sys.argv[1:], 'runs'); sys.exit({codes.get(name, 0)})"
        endpoint.define(f"cm-{name}", program)
    code = runs.run("pipeline")
    return code, [line[4:-5] for line in capsys.readouterr().out.splitlines() if line.endswith(" runs")]


def test_without_snowflake_the_whole_is_detection_in_one_go_and_status_management_under_the_lock(
    runs, endpoint, capsys
):
    assert in_one_go(runs, endpoint, capsys) == (0, task_runs.IN_ONE_GO)
    assert "task03_status_management --enable-phase-b=false" in task_runs.IN_ONE_GO
    assert runs.run("validate_config") == 0
    assert "validate_config_without_warehouse --without-warehouse runs" in capsys.readouterr().out


def test_without_snowflake_a_failure_ends_what_follows_but_the_report_and_giving_back(runs, endpoint, capsys):
    code, shown = in_one_go(runs, endpoint, capsys, task_02=1)
    assert (code, shown) == (1, [*task_runs.IN_ONE_GO[:4], *task_runs.IN_ONE_GO[-2:]])
    code, shown = in_one_go(runs, endpoint, capsys, summarize_task02_chunks=2)
    assert (code, shown) == (2, task_runs.IN_ONE_GO)


def test_where_preflight_took_nothing_nothing_is_given_back(runs, endpoint, capsys):
    define_pipeline(endpoint, task00_preflight="import sys; sys.exit(3)")
    assert runs.run("pipeline") == 3
    assert "task99_postflight" not in capsys.readouterr().out


def test_ctrl_c_stops_the_task_and_waits_for_its_end(runs, endpoint, capsys):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's job in the background ignores it
    endpoint.define("cm-test_connections", WAIT)
    threading.Thread(target=interrupt_when_it_waits, args=(endpoint,), daemon=True).start()
    assert runs.run("test_connections") == 143
    assert "stopping it" in capsys.readouterr().out


def interrupt_when_it_waits(endpoint: Endpoint) -> None:
    while not (found := endpoint.client("ecs").list_tasks(cluster="c", family="cm-test_connections")["taskArns"]):
        time.sleep(0.05)
    endpoint.wait_for_line(found[0], "waiting", 30)
    os.kill(os.getpid(), signal.SIGINT)


def test_a_dry_run_starts_nothing(endpoint, capsys):
    settings = {f"CONFLICT_MANAGEMENT_{name}": value for name, value in SETTINGS.items()}
    dry = task_runs.Runs(Account(endpoint), settings, Console(asks=False, dry_run=True))
    assert dry.run("pipeline") == 0
    assert capsys.readouterr().out.count("would run cm-") == len(task_runs.PIPELINE)


def test_a_refused_start_is_told(runs, endpoint, monkeypatch):
    endpoint.define("cm-run_lock", SAY)
    refused = {"failures": [{"reason": "RESOURCE:CPU"}], "tasks": []}
    monkeypatch.setattr(runs, "ecs", type("Ecs", (), {"run_task": lambda *_, **__: refused})())
    with pytest.raises(Failed, match="cm-run_lock cannot be started: RESOURCE:CPU"):
        runs.run("run_lock show")
