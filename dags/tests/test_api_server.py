"""Airflow's API server, which makes the runs that people and programs ask for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from conftest import DAGS

ASKS_FOR_A_RUN = """
from airflow.api_fastapi.app import create_app
from fastapi.testclient import TestClient
client = TestClient(create_app(apps="core"), raise_server_exceptions=False)
token = client.get("/auth/token").json()["access_token"]
client.headers["Authorization"] = f"Bearer {token}"
answer = client.post("/api/v2/dags/conflict_management/dagRuns", json={"logical_date": None})
print("answered", answer.status_code, answer.text)
"""


@pytest.fixture(scope="module")
def airflow(tmp_path_factory):
    """Runs Python in an Airflow of its own that has stored the DAGs, with a folder of plugins or without one."""
    home = tmp_path_factory.mktemp("airflow")
    own = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
    }

    def python(*words: str, plugins: bool) -> subprocess.CompletedProcess:
        folder = DAGS / "plugins" if plugins else home / "no-plugins"
        environment = {**os.environ, **own, "AIRFLOW__CORE__PLUGINS_FOLDER": str(folder)}
        return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, cwd=home)

    for words in (["db", "migrate"], ["dags", "reserialize"]):
        done = python("-m", "airflow", *words, plugins=True)
        assert done.returncode == 0, done.stderr
    return python


def test_it_makes_a_run_with_the_plugins_and_refuses_it_without_them(airflow):
    *_, answer = airflow("-c", ASKS_FOR_A_RUN, plugins=True).stdout.splitlines()
    assert answer.startswith("answered 200 ")
    *_, answer = airflow("-c", ASKS_FOR_A_RUN, plugins=False).stdout.splitlines()
    assert not answer.startswith("answered 2")
    assert "run_deadline.RunQueuedAt" in answer
