"""What can happen to Airflow while a run is under way: processes killed, parts restarted, its database gone."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from pipeline import DAG, Pipeline

from stand_ins import airflow_parts, processes

SCHEDULE = "CONFLICT_MANAGEMENT_SCHEDULE"
TASK_LIMIT = "CONFLICT_MANAGEMENT_TASK_LIMIT_MINUTES"
SHUT = """
ALTER DATABASE airflow ALLOW_CONNECTIONS false;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'airflow';
"""


def kill_watcher(pipeline: Pipeline, what: str, run: str, task: str) -> None:
    """SIGKILL to what watches the container of a task: its task runner, the worker above it, the scheduler, or all."""
    runner = pipeline.task(run, task)["pid"]
    match what:
        case "task runner":
            os.kill(runner, signal.SIGKILL)
        case "worker":
            os.kill(_parent(runner), signal.SIGKILL)
        case "scheduler":
            restart(pipeline, "scheduler", signal.SIGKILL)
        case "machine of the scheduler":
            os.killpg(_process(pipeline, "scheduler")["pid"], signal.SIGKILL)
            start_again(pipeline, "scheduler")


@contextlib.contextmanager
def frozen_worker(pipeline: Pipeline, run: str, task: str) -> Iterator[None]:
    """What watches the container of a task sleeps, as in a machine that has lost its network."""
    runner = pipeline.task(run, task)["pid"]
    worker = _parent(runner)
    for pid in (worker, runner):
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in (runner, worker):
            os.kill(pid, signal.SIGCONT)


def restart(pipeline: Pipeline, part: str, how: int = signal.SIGTERM) -> None:
    """Ends one component, and starts it again as a service manager does."""
    os.kill(_process(pipeline, part)["pid"], how)
    start_again(pipeline, part)


@contextlib.contextmanager
def api_server_away(pipeline: Pipeline) -> Iterator[None]:
    """Nothing of Airflow can tell or ask anything; it is Airflow's database that goes on."""
    os.kill(_process(pipeline, "api-server")["pid"], signal.SIGTERM)
    try:
        yield
    finally:
        start_again(pipeline, "api-server")


@contextlib.contextmanager
def task_limit(pipeline: Pipeline, minutes: int) -> Iterator[None]:
    """Tasks have more time: those that start read it from the scheduler."""
    with mock.patch.dict(os.environ, {TASK_LIMIT: str(minutes)}):
        restart(pipeline, "scheduler")
    try:
        yield
    finally:
        restart(pipeline, "scheduler")


def start_again(pipeline: Pipeline, part: str) -> None:
    process = _process(pipeline, part)
    pipeline.wait(f"{part} has ended", lambda: not processes.is_running(process), 60)
    stack = pipeline.stack
    stack.note_process(airflow_parts.start_again(part, stack.folder, stack.state))


@contextlib.contextmanager
def database_away(pipeline: Pipeline) -> Iterator[None]:
    """Airflow's database cuts all sessions and takes no new one, as while it restarts."""
    pipeline.execute(SHUT, "postgres")
    try:
        yield
    finally:
        pipeline.execute("ALTER DATABASE airflow ALLOW_CONNECTIONS true", "postgres")


def start_what_ended(pipeline: Pipeline) -> list[str]:
    """What a service manager does; returns what it had to start."""
    ended = [part for part in airflow_parts.COMPONENTS if not processes.is_running(_process(pipeline, part))]
    for part in ended:
        start_again(pipeline, part)
    return ended


@contextlib.contextmanager
def scheduled(pipeline: Pipeline, cron: str) -> Iterator[None]:
    """The DAG has a schedule: its files are read with this setting."""
    with mock.patch.dict(os.environ, {SCHEDULE: cron}):
        restart(pipeline, "dag-processor")
    pipeline.wait("the schedule is known", lambda: _schedule(pipeline) == cron)
    try:
        yield
    finally:
        restart(pipeline, "dag-processor")
        pipeline.wait("the schedule is gone", lambda: _schedule(pipeline) is None)


def _schedule(pipeline: Pipeline) -> str | None:
    return pipeline.airflow.dag(DAG)["timetable_summary"]


def _process(pipeline: Pipeline, part: str) -> dict:
    return pipeline.stack.state["processes"][part]


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
