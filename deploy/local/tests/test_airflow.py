"""Airflow's four components as `make up` starts them."""

from __future__ import annotations

import json
import time
import urllib.request

import pytest
from left import LOOPBACK, listening_addresses, marked

from stand_ins import airflow_parts
from stand_ins.stack import Stack


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    stack = Stack(tmp_path_factory.mktemp("airflow"))
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


def ask(stack: Stack, path: str, body: dict | None = None, token: str = "") -> dict:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(stack.state["airflow"]["url"] + path, data, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def log_in(stack: Stack) -> str:
    login = {"username": airflow_parts.USER, "password": airflow_parts.password(stack.state)}
    return ask(stack, "/auth/token", login)["access_token"]


def test_all_four_components_are_healthy(stack):
    health = ask(stack, "/api/v2/monitor/health")
    parts = ("metadatabase", "scheduler", "dag_processor", "triggerer")
    assert {part: health[part]["status"] for part in parts} == dict.fromkeys(parts, "healthy")


def test_nobody_gets_in_without_the_generated_password(stack):
    with pytest.raises(urllib.error.HTTPError, match="401"):
        ask(stack, "/auth/token", {"username": airflow_parts.USER, "password": "admin"})
    with pytest.raises(urllib.error.HTTPError, match="401"):
        ask(stack, "/api/v2/dags")


def test_the_dag_files_are_read_without_an_error(stack):
    token, end = log_in(stack), time.monotonic() + 90
    while "conflict_management" not in [dag["dag_id"] for dag in ask(stack, "/api/v2/dags", token=token)["dags"]]:
        assert time.monotonic() < end
        time.sleep(0.5)
    assert ask(stack, "/api/v2/importErrors", token=token)["import_errors"] == []


def test_airflow_listens_on_the_loopback_address_only(stack):
    assert listening_addresses(marked(stack.folder)) == {LOOPBACK}


def test_down_leaves_no_process_of_airflow(stack):
    ended = stack.stop()
    assert ended[:4] == list(airflow_parts.COMPONENTS)
    assert marked(stack.folder) == []
