"""Runs conflict_management, or its chunked form, through Airflow's real scheduler and tells what it did.

    demo.py [--chunked] [--state DIR] [--conf JSON]

`make demo` and `make demo-chunked` start everything that it needs and then this. It ends with 1 when the run fails.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import urllib.error
from pathlib import Path
from typing import Any

from demo.words import result_in_words
from stand_ins.airflow_rest import Airflow, Refused
from stand_ins.layout import state_folder

DAG, CHUNKED = "conflict_management", "conflict_management_chunked"
AS_WITHOUT_SNOWFLAKE = {"with_status_management": True}
ENDED = ("success", "failed", "skipped", "upstream_failed", "removed")
SECONDS_UNTIL_KNOWN = 90
SECONDS_UNTIL_ENDED = 30 * 60
LOG_LINES, LOG_WIDTH = 25, 200


class DemoFailed(Exception):
    """The run, or the way to it, failed."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", help="the state folder (default: .local of the repository)")
    parser.add_argument("--chunked", action="store_true", help=f"run {CHUNKED}, which reads no Snowflake")
    parser.add_argument("--conf", type=json.loads, default={}, help="parameters of the run as a JSON object")
    arguments = parser.parse_args()
    try:
        dag, conf = (CHUNKED, AS_WITHOUT_SNOWFLAKE) if arguments.chunked else (DAG, {})
        _demo(_read_state(state_folder(arguments.state)), dag, conf | arguments.conf)
    except (DemoFailed, Refused, urllib.error.URLError) as failure:
        sys.exit(f"\nThe demo failed: {failure}")


def _demo(state: dict[str, Any], dag: str, conf: dict[str, Any]) -> None:
    login = state["airflow"]
    password = json.loads(Path(login["password_file"]).read_text())[login["user"]]
    airflow = Airflow(login["url"], login["user"], password)
    _wait_until_known(airflow, dag)
    airflow.unpause(dag)
    run = airflow.trigger(dag, conf)
    print(f"Run {run} of {dag}, each task an ECS task:\n", flush=True)
    succeeded = _watch(airflow, dag, run)
    folder = Path(state["runs"]) / f"{run}@{dag}"
    if not succeeded:
        raise DemoFailed(_why(airflow, dag, run))
    print("\n" + "\n".join(result_in_words(folder)))
    report = folder / "report.html"
    print(f"\nReport   {report}" if report.exists() else f"\nResults  {folder}")
    print(f"Airflow  {airflow.run_page(dag, run)}")
    print(f"Log-in   user {login['user']}, password in {login['password_file']}", flush=True)


def _read_state(folder: Path) -> dict[str, Any]:
    file = folder / "state" / "state.json"
    try:
        state = json.loads(file.read_text())
    except FileNotFoundError:
        raise DemoFailed(f"nothing runs here ({file} is not there): make up starts it") from None
    if "airflow" not in state:
        raise DemoFailed(f"Airflow does not run here (says {file}): make up starts it")
    return state


def _wait_until_known(airflow: Airflow, dag: str) -> None:
    end = time.monotonic() + SECONDS_UNTIL_KNOWN
    while not airflow.is_known(dag):
        if errors := airflow.import_errors():
            raise DemoFailed("Airflow cannot read the DAG:\n" + "\n".join(errors))
        if time.monotonic() > end:
            raise DemoFailed(f"Airflow has not found the DAG {dag} within {SECONDS_UNTIL_KNOWN} s")
        time.sleep(1)


def _watch(airflow: Airflow, dag: str, run: str) -> bool:
    """Prints a line for each task that ends; returns whether the run was a success."""
    told: set[tuple] = set()
    end = time.monotonic() + SECONDS_UNTIL_ENDED
    while time.monotonic() < end:
        state = airflow.run_state(dag, run)  # before the tasks: when it says ended, theirs are final
        tasks = airflow.tasks(dag, run)
        for task in sorted(tasks, key=lambda each: (each["end_date"] or "9", each["task_id"])):
            key = (task["task_id"], task["map_index"], task["state"], task["try_number"])
            if task["state"] in (*ENDED, "up_for_retry") and key not in told:
                told.add(key)
                print(_task_line(task), flush=True)
        if state in ("success", "failed"):
            return state == "success"
        time.sleep(0.5)
    raise DemoFailed(
        f"the run has not ended within {SECONDS_UNTIL_ENDED // 60} minutes; look at {airflow.run_page(dag, run)}"
    )


def _task_line(task: dict[str, Any]) -> str:
    seconds = f"{task['duration']:7.1f} s" if task["duration"] is not None else " " * 9
    tries = f"  (try {task['try_number']})" if task["try_number"] > 1 or task["state"] == "up_for_retry" else ""
    name = task["rendered_map_index"] or task["task_id"]  # a part of a mapped task goes by its own name
    return f"  {name:<30}{task['state'].replace('_', ' '):<16}{seconds}{tries}"


def _why(airflow: Airflow, dag: str, run: str) -> str:
    failed = [task for task in airflow.tasks(dag, run) if task["state"] == "failed"]
    first = min(failed, key=lambda task: task["end_date"] or "9", default=None)
    if first is None:
        return f"run {run} ended as failed; look at {airflow.run_page(dag, run)}"
    lines = airflow.log(dag, run, first["task_id"], first["try_number"], first["map_index"])[-LOG_LINES:]
    shown = "\n".join(f"  | {line[:LOG_WIDTH]}" for line in lines if not line.startswith("::"))
    name = first["rendered_map_index"] or first["task_id"]
    return f"{name} of run {run}. The end of its log:\n{shown}\n{airflow.run_page(dag, run)}"
