"""What holds for every DAG file: it parses quickly, alone, without a connection, and says what it lacks."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from airflow._shared.module_loading import find_path_from_directory
from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.serialized_objects import DagSerialization

from conftest import DAGS
from stand_ins.aws.task_definitions import listed

DAG_FILES = sorted(file.stem for file in DAGS.glob("*.py"))
PARSE = """
import socket, sys, time
import airflow.sdk
import airflow.providers.amazon.aws.operators.ecs, airflow.providers.common.sql.sensors.sql
def refuse(*_): raise AssertionError("a connection while the file was parsed")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
started = time.process_time()
__import__(sys.argv[1])
print(time.process_time() - started)
"""


ON_AN_OLDER_AIRFLOW = """
import importlib.metadata, sys
installed = {"apache-airflow": sys.argv[1], "apache-airflow-core": sys.argv[1]}
if sys.argv[1].startswith("2."):
    sys.modules["airflow.sdk"] = None
    del installed["apache-airflow-core"]
def version(name):
    if name not in installed:
        raise importlib.metadata.PackageNotFoundError(name)
    return installed[name]
importlib.metadata.version = version
for dag_file in sys.argv[2:]:
    try:
        __import__(dag_file)
    except ImportError as error:
        print(dag_file, error)
"""

ON_AN_OLDER_PYTHON = """
import sys
sys.version_info, sys.version = (3, 10, 13, "final", 0), "3.10.13 (main)"
__import__(sys.argv[1])
"""


def parse(dag_file: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", PARSE, dag_file],
        env={**os.environ, "PYTHONPATH": f"{DAGS}{os.pathsep}{DAGS / 'plugins'}", **environment},
        capture_output=True,
        text=True,
    )


def test_the_dags_folder_holds_the_listed_dags_and_no_import_error():
    bag = DagBag(DAGS)
    assert bag.import_errors == {}
    assert sorted(bag.dags) == DAG_FILES


def test_in_a_folder_of_others_airflow_reads_no_module_of_ours_as_a_dag_and_all_of_theirs(tmp_path):
    """What deploy.py brings there: not the .airflowignore of our own folder."""
    shutil.copytree(DAGS / "care_conflict", tmp_path / "care_conflict")
    shutil.copy(DAGS / f"{DAG_FILES[0]}.py", tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "theirs.py").touch()
    read = {
        Path(found).relative_to(tmp_path).as_posix() for found in find_path_from_directory(tmp_path, ".airflowignore")
    }
    assert read == {f"{DAG_FILES[0]}.py", "tests/theirs.py"}


@pytest.mark.parametrize("dag_file", DAG_FILES)
def test_a_file_parses_without_a_connection_and_soon(dag_file):
    done = parse(dag_file)
    assert done.returncode == 0, done.stderr
    seconds = float(done.stdout.split()[-1])
    print(f"{dag_file}: {seconds:.2f} s of processor time")  # half a second is the goal
    assert seconds < 2, "far from the goal, and not because the machine is busy"


@pytest.mark.parametrize("dag_file", DAG_FILES)
def test_a_wrong_setting_is_an_import_error_that_names_it(dag_file):
    done = parse(dag_file, CONFLICT_MANAGEMENT_RETRIES="many")
    assert done.returncode != 0
    assert 'CONFLICT_MANAGEMENT_RETRIES: "many" is not a whole number from 1 to 10' in done.stderr


@pytest.mark.parametrize("version", ["3.2.1", "3.0.6", "2.11.0", "2.10.3"])
def test_on_an_older_airflow_every_file_is_one_import_error_that_says_why(version):
    done = subprocess.run(
        [sys.executable, "-c", ON_AN_OLDER_AIRFLOW, version, *DAG_FILES],
        env={**os.environ, "PYTHONPATH": f"{DAGS}{os.pathsep}{DAGS / 'plugins'}"},
        capture_output=True,
        text=True,
    )
    said = done.stdout.splitlines()
    assert len(said) == len(DAG_FILES), done.stderr
    for line, dag_file in zip(said, DAG_FILES, strict=True):
        assert line.startswith(f"{dag_file} Airflow 3.3 or later, because clearing a task ")
        assert line.endswith(f"this is {version}")


@pytest.mark.parametrize("dag_file", DAG_FILES)
def test_on_an_older_python_that_airflow_still_takes_a_file_is_an_import_error_that_says_why(dag_file):
    command = [sys.executable, "-c", ON_AN_OLDER_PYTHON, dag_file]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(DAGS)}, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "ImportError: Airflow on Python 3.11 or later; this is 3.10.13"


@pytest.mark.parametrize("dag_file", DAG_FILES)
def test_every_dag_and_task_says_what_it_does_and_has_an_owner_and_a_time_limit(dag_file):
    dag = DagBag(DAGS).dags[dag_file]
    assert dag.description
    assert re.search(r"\*\*When (it|a task|a chunk) fails\*\*", dag.doc_md)
    for task in dag.tasks:
        assert "**When it fails**" in task.doc_md, task.task_id
        assert task.owner == "conflict-management"
        assert task.execution_timeout is not None


@pytest.mark.parametrize(
    ("dag_file", "form"), [("conflict_management", "sequential"), ("conflict_management_chunked", "chunked")]
)
def test_a_dag_runs_the_tasks_that_the_catalogue_lists_in_its_order(dag_file, form):
    tasks = DagBag(DAGS).dags[dag_file].topological_sort()
    run = [(task.partial_kwargs if task.is_mapped else vars(task)).get("task_definition") for task in tasks]
    instead = {"preview", *listed("sharded")}  # of others, where a run is asked to
    assert [name for name in dict.fromkeys(filter(None, run)) if name not in instead] == listed(form)


@pytest.mark.parametrize("dag_file", DAG_FILES)
def test_what_airflow_stores_of_a_dag_holds_no_secret(dag_file, monkeypatch):
    for name in ("POSTGRES_PASSWORD", "SNOWFLAKE_PRIVATE_KEY", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "a-secret")
    monkeypatch.setenv("AIRFLOW_CONN_CONFLICT_MANAGEMENT_POSTGRES", "postgresql://user:a-secret@host/db")
    stored = json.dumps(DagSerialization.to_dict(DagBag(DAGS).dags[dag_file]))
    assert "wait_until_idle" in stored or "overrides" in stored
    assert "a-secret" not in stored
    assert not re.findall(r"PASSWORD|PRIVATE_KEY|SECRET|TOKEN", stored)
