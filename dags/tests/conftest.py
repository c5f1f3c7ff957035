"""An Airflow of the tests' own: settings, home and database in a temporary folder, gone afterwards."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

DAGS = Path(__file__).resolve().parents[1]
HOME = Path(tempfile.mkdtemp(prefix="conflict-management-dags-"))
os.environ |= {
    "AIRFLOW_HOME": str(HOME),
    "AIRFLOW__CORE__DEFAULT_TIMEZONE": "America/New_York",  # another one than the schedule's
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__PLUGINS_FOLDER": str(DAGS / "plugins"),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME}/airflow.db",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "CONFLICT_MANAGEMENT_CLUSTER": "conflict-management",
    "CONFLICT_MANAGEMENT_SUBNETS": "subnet-1,subnet-2",
    "CONFLICT_MANAGEMENT_SECURITY_GROUPS": "sg-1",
    "CONFLICT_MANAGEMENT_RUN_LOCATION": str(HOME / "runs"),
    "CONFLICT_MANAGEMENT_POLL_SECONDS": "1",
    "CONFLICT_MANAGEMENT_LOCK_POLL_SECONDS": "1",
    "CONFLICT_MANAGEMENT_RETRY_DELAY_SECONDS": "1",
    "CONFLICT_MANAGEMENT_RETRY_DELAY_LIMIT_SECONDS": "1",
}
sys.path[:0] = [str(DAGS), str(DAGS / "plugins")]  # as Airflow does with the folders of a bundle and of plugins

from care_conflict.identity import run_name  # noqa: E402


def pytest_sessionstart() -> None:
    """What never changes while the tests run is looked at once: the schema of each parameter, which is checked at every
    look at a value, and the files of boto, which every client reads: four tenths of what these tests cost.
    """
    from botocore.loaders import Loader
    from jsonschema.validators import Draft202012Validator

    read, made, right = {}, Loader.__init__, set()
    check = Draft202012Validator.check_schema

    def make(loader, *args, **kwargs) -> None:
        made(loader, *args, **kwargs)
        loader._cache = read

    def check_once(schema, **kwargs) -> None:
        written = json.dumps(schema, sort_keys=True)
        if written not in right:
            check(schema, **kwargs)
            right.add(written)

    Loader.__init__ = make
    Draft202012Validator.check_schema = check_once


def pytest_sessionfinish() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture
def dag():
    """The DAG as its file makes it, made anew: `dag.test()` leaves a run's params in it."""
    import conflict_management

    return importlib.reload(conflict_management).dag


@pytest.fixture(scope="session")
def database():
    """A PostgreSQL with nothing in it but the lock."""
    from surroundings import start_database

    with start_database(HOME / "postgres") as database:
        yield database


@dataclass(frozen=True)
class Outcome:
    """A run that has ended: its state, its tasks' states, what the commands were told, what the log said."""

    state: str
    tasks: dict[str, str]
    calls: list[dict]
    log: str
    run_id: str

    @property
    def started(self) -> list[str]:
        return [call["task"] for call in self.calls]


@pytest.fixture(scope="session")
def ecs():
    """Airflow's metadata tables, and an ECS that knows every command of the pipeline as one that only ends."""
    from airflow.utils.db import resetdb

    from surroundings import start_ecs

    resetdb()
    names = [file.stem for file in (DAGS.parent / "deploy" / "aws" / "tasks").glob("*.json")]
    with start_ecs(HOME / "ecs", names) as endpoint:
        yield endpoint


@pytest.fixture
def run_dag(database, ecs, monkeypatch, capfd):
    """Runs a DAG with commands that end with the given exit codes, one after the other at each try.

    `rows` are those of each chunk or shard that is planned; without them there is no plan.
    """
    database.free()
    monkeypatch.setenv("AWS_ENDPOINT_URL", ecs)
    monkeypatch.setenv("AIRFLOW_CONN_CONFLICT_MANAGEMENT_POSTGRES", database.dsn)

    def go(dag, conf: dict | None = None, rows: list[int] | None = None, **exit_codes: list[int]) -> Outcome:
        runs = HOME / "runs"
        runs.mkdir(exist_ok=True)
        (runs / "plan.json").write_text(json.dumps({"exit_codes": exit_codes, "rows": rows}))
        dag.deadline = []  # Airflow's test run breaks off at its end where there is one
        look_often(dag)
        return _outcome(dag, dag.test(run_conf=conf), capfd)

    return go


@pytest.fixture
def clear(capfd):
    """Clears a task of a run that has ended, or a part of a mapped one, as the button in the UI does it with its
    defaults, and runs what was cleared, with these rows of each shard. The outcome's calls are those since then.
    """
    from surroundings import run_again

    def go(
        dag,
        outcome: Outcome,
        task: str,
        part: int | None = None,
        downstream: bool = True,
        rows: list[int] | None = None,
    ) -> Outcome:
        before = len(_calls(dag, outcome.run_id))
        if rows is not None:
            plan = HOME / "runs" / "plan.json"
            plan.write_text(json.dumps(json.loads(plan.read_text()) | {"rows": rows}))
        ended = run_again(dag, outcome.run_id, task if part is None else (task, part), downstream)
        again = _outcome(dag, ended, capfd)
        return replace(again, calls=again.calls[before:])

    return go


def _outcome(dag, ended, capfd) -> Outcome:
    states = {_name(ti): str(ti.state) for ti in ended.get_task_instances()}
    return Outcome(str(ended.state), states, _calls(dag, ended.run_id), capfd.readouterr().out, ended.run_id)


def _calls(dag, run_id: str) -> list[dict]:
    calls = HOME / "runs" / run_name(dag.dag_id, run_id) / "calls.jsonl"
    return [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []


def look_often(dag) -> None:
    """The fake commands end at once; the settings know whole seconds only."""
    often = 0.1
    for task in dag.tasks:
        made = task.partial_kwargs if task.is_mapped else vars(task)
        if "waiter_delay" in made:
            made |= {"waiter_delay": often, "awslogs_fetch_interval": timedelta(seconds=often)}


def _name(ti) -> str:
    """Of a mapped task each part, as Airflow names it in get_task_states."""
    return ti.task_id if ti.map_index < 0 else f"{ti.task_id}_{ti.map_index}"
