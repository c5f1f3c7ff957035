"""Parts under state folders of their own: found again, ended without a trace, and clear when they fail."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from left import LOOPBACK, listening_addresses, marked

from stand_ins import airflow_parts, postgres, processes
from stand_ins.aws import account
from stand_ins.layout import PROGRAMS
from stand_ins.stack import Stack


def local(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(PROGRAMS / "local.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, **environment})


def test_postgres_takes_the_password_and_nothing_else(stack):
    connection = stack.state["postgres"]
    with psycopg.connect(stack.state["postgres"]["dsn"]) as session:
        assert session.execute("show timezone").fetchone() == ("UTC",)
        assert session.execute("show fsync").fetchone() == ("on",)
        assert session.execute("select current_database()").fetchone() == ("conflict_management",)
    wrong = {**connection, "password": "wrong"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres.dsn(wrong))


def test_the_secrets_of_the_tasks_lead_to_the_parts(stack):
    manager = account.client(stack.state, "secretsmanager")
    login = json.loads(manager.get_secret_value(SecretId="task02/postgres")["SecretString"])
    assert login == {key: stack.state["postgres"][key] for key in ("host", "user", "password")}
    key = json.loads(manager.get_secret_value(SecretId="task02/snowflake")["SecretString"])["private_key"]
    assert key.startswith("-----BEGIN PRIVATE KEY-----\n")


def test_the_state_file_says_where_everything_is_to_its_owner_only(stack):
    state = json.loads(stack.file.read_text())
    assert state["emulator"]["url"].startswith("jdbc:snowflake://127.0.0.1:")
    assert "disablePlatformDetection=true" in state["emulator"]["url"]
    assert state["aws"]["environment"]["AWS_EC2_METADATA_DISABLED"] == "true"
    assert Path(state["python"]["standins"]).exists()
    assert stack.file.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads Linux's table of sockets")
def test_every_part_listens_on_the_loopback_address_only(stack):
    assert listening_addresses(marked(stack.folder)) == {LOOPBACK}


def test_a_second_up_finds_what_is_there_and_down_leaves_nothing(tmp_path):
    first = local("up", "--only", "postgres,aws", "--state", str(tmp_path))
    before = json.loads((tmp_path / "state" / "state.json").read_text())
    second = local("up", "--only", "postgres,aws", "--state", str(tmp_path))
    after = json.loads((tmp_path / "state" / "state.json").read_text())
    down = local("down", "--state", str(tmp_path))
    assert (first.returncode, second.returncode, down.returncode) == (0, 0, 0), first.stderr + second.stderr
    assert before["processes"] == after["processes"]
    assert down.stdout.strip() == "Ended: aws, postgres."
    assert not any(processes.is_running(process) for process in after["processes"].values())
    assert marked(tmp_path) == []
    assert local("down", "--state", str(tmp_path)).stdout.strip() == "Nothing was running."


def test_a_persons_proxy_and_profile_are_not_asked_for_this_machine(tmp_path):
    elsewhere = {"http_proxy": "http://127.0.0.1:9", "no_proxy": "intranet", "AWS_PROFILE": "work"}
    up = local("up", "--only", "aws,postgres", "--state", str(tmp_path), **elsewhere)
    local("down", "--state", str(tmp_path))
    assert up.returncode == 0, up.stderr


def test_airflow_reaches_its_own_api_server_past_a_persons_proxy(stack, tmp_path):
    environment = airflow_parts._environment(tmp_path, stack.state, 8080)
    assert all("127.0.0.1" in environment[name].split(",") for name in ("no_proxy", "NO_PROXY"))


def test_data_and_port_are_the_same_after_down_and_up(tmp_path):
    stack = Stack(tmp_path)
    try:
        port = stack.start("postgres")["postgres"]["port"]
        postgres.psql(stack.state["postgres"], "create table kept (a int); insert into kept values (7)")
        stack.stop()
        assert stack.start("postgres")["postgres"]["port"] == port
        assert postgres.psql(stack.state["postgres"], "select a from kept") == "7"
    finally:
        stack.stop()


def test_after_a_crash_of_everything_up_works_and_down_leaves_nothing(tmp_path):
    stack = Stack(tmp_path)
    try:
        stack.start("postgres", "aws")
        for process in stack.state["processes"].values():
            os.kill(process["pid"], signal.SIGKILL)
            os.waitpid(process["pid"], 0)  # on a busy machine it is there for a moment more
        again = Stack(tmp_path)
        again.start("postgres", "aws")
        assert again.runs("postgres")
        assert again.runs("aws")
    finally:
        Stack(tmp_path).stop()
    assert marked(tmp_path) == []


def test_down_ends_what_a_crashed_part_left_behind(tmp_path):
    child = "import subprocess, time; subprocess.Popen(['sleep', '60'], start_new_session=True); time.sleep(60)"
    stack = Stack(tmp_path)
    process = processes.start("part", [sys.executable, "-c", child], tmp_path / "log", tmp_path)
    processes.wait_until(lambda: len(marked(tmp_path)) == 2, process, 10)
    os.kill(process["pid"], signal.SIGKILL)
    stack.state["processes"]["part"] = process
    stack.save()
    assert Stack(tmp_path).stop() == ["1 left-over processes"]
    assert marked(tmp_path) == []


def test_a_process_that_got_the_pid_of_a_part_is_left_alone(tmp_path):
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        stack = Stack(tmp_path)
        stack.state["processes"]["aws"] = {"part": "aws", "pid": stranger.pid, "started": "1", "log": ""}
        stack.save()
        assert Stack(tmp_path).stop() == []
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_two_state_folders_run_side_by_side(tmp_path, stack):
    other = Stack(tmp_path)
    try:
        other.start("postgres")
        assert other.state["postgres"]["port"] != stack.state["postgres"]["port"]
        other.stop()
        assert stack.runs("postgres")
    finally:
        other.stop()


def test_a_part_that_does_not_come_up_says_which_why_and_where_its_log_is(tmp_path):
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "ANALYTICS.db").write_text("this is no DuckDB file")
    failed = local("up", "--only", "emulator", "--state", str(tmp_path))
    try:
        assert failed.returncode == 1
        assert failed.stderr.startswith("emulator did not come up: ")
        assert str(tmp_path / "logs" / "emulator.log") in failed.stderr
    finally:
        local("down", "--state", str(tmp_path))


def test_an_unknown_part_is_refused_by_name(tmp_path):
    refused = local("up", "--only", "postgres,oracle", "--state", str(tmp_path))
    assert refused.returncode == 1
    assert "No part is called oracle; there are postgres, emulator, aws, airflow." in refused.stderr
