"""The bench beside the older container: a few lines that stand for it, its figures, and the data that both take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import duckdb
import pytest

from bench import peer, peer_source
from bench.peer import parse_arguments
from bench.peer_container import Container, Unfit, connector_version
from bench.peer_report import FIRST, OLDER, OURS, UNCHANGED, Rounds, Run, Task, report
from bench.run import DETECTION, INSERVICE, PREFLIGHT, STAGING, STATUS, TASKS, plain_environment
from stand_ins.layout import PROGRAMS, venv_python
from stand_ins.warehouse import catalog

ENTRY = """
import json, os, socket, sys
from pathlib import Path
import snowflake.connector

action, here = os.environ["ACTION"], Path(__file__).parents[1]
if action == "task01_copy_to_staging":
    print("12:00 - staging - INFO - begins")
    print("12:00 - staging - ERROR - value too long | for a column")
    print("12:00 - main - ERROR - stopping")
    sys.exit(1)
if action == "task02_00_conflict_update":
    with snowflake.connector.connect(account=os.environ["SNOWFLAKE_ACCOUNT"], user="any", password="any") as session:
        print(session.cursor().execute('select count(*) from "FACTVISITCALLPERFORMANCE_CR"').fetchone())
if action == "task02_01_inservice_conflict":
    socket.create_connection(("192.0.2.1", 80))
told = {"environment": dict(os.environ), "settings": json.loads((here / "config" / "config.json").read_text())}
Path(action + ".told").write_text(json.dumps(told))
"""
SETTINGS = {"postgres": {"host": "${POSTGRES_HOST}", "port": 5432}, "email": {"enabled": True, "method": "ses"}}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkout")
    for name, text in (("scripts/main.py", ENTRY), ("config/config.json", json.dumps(SETTINGS))):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def ran(stack, checkout):
    """The container and what its tasks came to, where a developer has settings of his own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOOKBACK_HOURS", "1")
        patch.setenv("HTTPS_PROXY", "http://192.0.2.1:3128")
        container = Container(stack, checkout, os.path.relpath(venv_python("standins")), "bench_peer")
        return container, container.run("one")


def told(container: Container, task: str) -> dict:
    return json.loads((container.copy / f"{task}.told").read_text())


def test_a_step_that_fails_says_why_and_the_others_are_run(ran):
    _, took = ran
    assert list(took) == list(TASKS)
    assert took[STAGING].failed == "value too long / for a column"
    assert took[INSERVICE].failed.startswith("ConnectionRefusedError: 192.0.2.1 is beyond this machine")
    assert {task for task in TASKS if took[task].failed} == {STAGING, INSERVICE}


def test_the_older_container_is_pointed_at_the_stand_ins(ran, stack):
    container, took = ran
    settings, connection = told(container, PREFLIGHT)["settings"], stack.state["postgres"]
    assert settings["postgres"]["port"] == connection["port"]
    assert settings["postgres"]["conflict_database"] == "bench_peer"
    assert settings["postgres"]["host"] == "${POSTGRES_HOST}"
    assert settings["email"] == {"enabled": False, "method": "ses"}
    assert len(took[DETECTION].asked) >= 1
    assert took[DETECTION].megabytes > 10
    assert not took[PREFLIGHT].asked


def test_nothing_of_the_developers_environment_reaches_it(ran, stack):
    container, _ = ran
    environment = told(container, STATUS)["environment"]
    assert not environment.keys() & {"LOOKBACK_HOURS", "HTTPS_PROXY"}
    assert environment["HOME"] == str(stack.folder / "home")
    assert environment["SNOWFLAKE_DISABLE_PLATFORM_DETECTION"] == "true"


@pytest.mark.usefixtures("ran")
def test_the_checkout_is_left_as_it_is(checkout):
    files = {str(path.relative_to(checkout)) for path in checkout.rglob("*") if path.is_file()}
    assert files == {"scripts/main.py", "config/config.json"}
    assert json.loads((checkout / "config" / "config.json").read_text()) == SETTINGS


def python_that_says(folder, text: str) -> str:
    file = folder / "python"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return str(file)


def test_what_is_wrong_about_the_peer_is_said(checkout, tmp_path):
    for folder, python, wrong in (
        ("", "python3", "PEER_DIR is not given"),
        (tmp_path / "nothing", "python3", "there is no folder"),
        (tmp_path, "python3", "it has no scripts/main.py and no config/config.json"),
        (checkout, "", "PEER_PYTHON is not given"),
        (checkout, str(tmp_path / "no-python"), "cannot be started: No such file"),
        (checkout, "/bin/echo", "is no Python"),
        (checkout, python_that_says(tmp_path, "echo No module named psycopg2 >&2; exit 1"), "No module named psycopg2"),
    ):
        with pytest.raises(Unfit, match=wrong):
            connector_version(str(folder), python)


def test_a_connector_that_is_too_new_is_refused(checkout, tmp_path):
    assert connector_version(str(checkout), python_that_says(tmp_path, """echo '[4, "4.8.1"]'""")) == "4.8.1"
    with pytest.raises(Unfit, match=r"has snowflake-connector-python 5\.2\.0; the older container needs one below 5"):
        connector_version(str(checkout), python_that_says(tmp_path, """echo '[5, "5.2.0"]'"""))


def test_a_peer_that_is_missing_is_one_line_and_nothing_is_started():
    command = [sys.executable, str(PROGRAMS / "bench.py"), "peer", "--peer-dir", "", "--peer-python", ""]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "make bench-peer: PEER_DIR is not given: the folder of a checkout of the older container.\n"
    assert not done.stdout


def test_a_size_that_there_is_not_is_refused(capsys):
    assert parse_arguments([]).rows == 300_000
    with pytest.raises(SystemExit):
        parse_arguments(["--rows", "5"])
    assert "--rows: 5 is none of 10000, 300000" in capsys.readouterr().err


def test_both_get_where_programs_are_and_no_more(monkeypatch, tmp_path):
    monkeypatch.setenv("POSTGRES_HOST", "elsewhere")
    monkeypatch.setenv("JAVA_HOME", "/java")
    assert plain_environment(tmp_path).keys() <= {"PATH", "JAVA_HOME", "TMPDIR", "LANG", "TZ", "HOME"}
    assert plain_environment()["JAVA_HOME"] == "/java"


def run(system: str, name: str, seconds: float, failed: str = "") -> Run:
    tasks = {task: Task(seconds, 1.0, 100 * seconds) for task in TASKS}
    if failed:
        tasks[failed] = Task(0.5, 0.0, 50.0, "no room")
    return Run(system, name, tasks, {"stored": int(1000 * seconds)})


def rounds(older_failed: str = "") -> Rounds:
    found = []
    for ours, older in ((2.0, 9.0), (3.0, 11.0), (30.0, 31.0)):
        found += [run(OURS, FIRST, ours), run(OURS, UNCHANGED, ours / 2 + 0.5)]
        found += [run(OLDER, FIRST, older, older_failed), run(OLDER, UNCHANGED, older)]
    return Rounds(found)


def cells(lines: list[str], title: str, row: str) -> list[str]:
    after = lines[lines.index(f"### {title}") :]
    line = next(each for each in after if each.startswith(f"| {row}"))
    return [cell.strip() for cell in line.strip("| ").split(" | ")][1:]


def test_the_tables_have_the_medians_of_the_rounds_and_their_ratios():
    lines = report(rounds())
    assert cells(lines, "Seconds, the stand-in's share aside", STATUS) == ["2.0", "10.0", "1.0", "10.0"]
    assert cells(lines, "Seconds by the clock", "all six tasks") == ["18.0", "66.0", "12.0", "66.0"]
    assert cells(lines, "Peak memory, MB", "the highest of all") == ["300.0", "1,100", "200.0", "1,100"]
    assert cells(lines, "How many times as fast", "status management") == ["5.0", "3.7", "10.0", "5.5"]
    assert cells(lines, "A run over unchanged data against the first", "all six") == ["50%", "100%"]
    assert cells(lines, "What was left in conflictvisitmaps", "stored") == ["3,000", "11,000", "2,000", "11,000"]
    assert lines[-1] == "Every task of both ended well, in every round."


def test_what_failed_is_in_no_median_and_is_told_with_its_reason():
    lines = report(rounds(older_failed=STAGING))
    assert cells(lines, "Seconds by the clock", STAGING) == ["3.0", "", "2.0", "11.0"]
    assert cells(lines, "How many times as fast", "all six tasks") == ["", "", "10.0", "5.5"]
    assert cells(lines, "How many times as fast", "status management")[0] == "5.0"
    assert cells(lines, "What did not work", STAGING) == ["older", "first", "no room", "3"]


def test_both_are_given_a_source_that_the_older_one_takes(tmp_path):
    plain, capitals = "0a1b2c3d-0000-1111-2222-333344445555", "0A1B2C3D000011112222333344445555"
    (tmp_path / "DIMPROVIDER.csv").write_text(
        f"Provider Id,Application Provider Id,Provider Name\n{capitals},A-7,{'long ' * 30}\n{plain[:-1]}6,12,Short\n"
    )
    (tmp_path / "DIMOFFICE.csv").write_text(f"Office Id,Office Name\n{plain},One\n{plain.upper()},One\n")
    (tmp_path / "DIMPATIENT.csv").write_text(f"Patient Id,Admission Id\n{capitals},ADM-0001\n")
    catalog.create(tmp_path, tmp_path)
    peer_source.level_source(tmp_path)
    with duckdb.connect(str(catalog.database_file(tmp_path))) as connection:
        connection.execute(f"USE {catalog.SCHEMA}")
        asked = 'SELECT "Provider Id", "Application Provider Id", length("Provider Name") FROM DIMPROVIDER ORDER BY 1'
        providers = connection.execute(asked).fetchall()
        offices = connection.execute('SELECT "Office Id" FROM DIMOFFICE').fetchall()
        patients = connection.execute('SELECT "Patient Id", "Admission Id" FROM DIMPATIENT').fetchall()
        metres = connection.execute("SELECT st_distance(st_point(-74, 40), st_point(-74, 41))").fetchone()[0]
    assert providers == [(plain, None, 100), (plain[:-1] + "6", "12", 5)]
    assert offices == [(plain,)]
    assert patients == [(plain, "ADM-0001")]
    assert metres == pytest.approx(111_195, rel=0.001)


def test_the_tables_go_between_their_marks_with_the_machines_load(monkeypatch, tmp_path, checkout, capsys):
    measured = SimpleNamespace(measure=lambda: rounds().runs, data=SimpleNamespace(postgres_version=lambda: "16.0"))
    monkeypatch.setattr(peer, "Stack", lambda _: SimpleNamespace(stop=lambda: None))
    monkeypatch.setattr(peer, "Bench", lambda *_: measured)
    python, page = python_that_says(tmp_path, """echo '[4, "4.8.1"]'"""), tmp_path / "page.md"
    page.write_text("before\n<!-- peer figures -->\nold\n<!-- end of peer figures -->\nafter\n")
    words = ["--peer-dir", str(checkout), "--peer-python", python, "--rows", "10000", "--markdown", str(page)]
    monkeypatch.setattr(sys, "argv", ["bench.py", *words])
    peer.main()
    text = page.read_text()
    assert text.startswith("before\n<!-- peer figures -->\nTaken by `make bench-peer` on ")
    assert text.endswith("Every task of both ended well, in every round.\n<!-- end of peer figures -->\nafter\n")
    assert "10,000 stored rows, 200,000 visits, medians of 3 rounds; load when it ended: " in text
    assert "snowflake-connector-python 4.8.1." in text
    assert "### How many times as fast" in capsys.readouterr().out
