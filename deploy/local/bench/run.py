"""The tasks of one run as ECS would start them, in the order of the DAG, watched from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from bench.warehouse import Warehouse
from stand_ins.aws.account import snowflake_key
from stand_ins.aws.task_definitions import TaskDefinitions, listed
from stand_ins.layout import ROOT
from stand_ins.prepare import Preparation
from stand_ins.processes import PartFailed
from stand_ins.stack import Stack

PREFLIGHT, STAGING = "task00_preflight", "task01_copy_to_staging"
DETECTION, INSERVICE = "task02_00_conflict_update", "task02_01_inservice_conflict"
STATUS, POSTFLIGHT = "task03_status_management", "task99_postflight"
TASKS = listed("sequential")
NO_CONFLICT = 10  # explain's exit code


@dataclass(frozen=True)
class Ran:
    """One task: from outside, and as its result document tells it."""

    seconds: float
    megabytes: float
    result: dict
    asked: list[dict] = field(repr=False)  # of the warehouse

    @property
    def steps(self) -> dict[str, float]:
        return {step["name"]: step["duration_seconds"] for step in self.result["steps"]}

    @property
    def counts(self) -> dict[str, int]:
        return self.result["counts"]

    def of(self, *names: str) -> float:
        return sum(seconds for name, seconds in self.steps.items() if name in names)

    def outside_steps(self) -> float:
        """Starting, connecting, ending."""
        return max(0.0, self.seconds - sum(self.steps.values()))


@dataclass(frozen=True)
class Explained:
    """How long explain took to tell why."""

    seconds: float  # from the start of its process on
    asking: float  # from its first statement to the warehouse on


@dataclass(frozen=True)
class Pipeline:
    """One run of all tasks."""

    tasks: dict[str, Ran]

    def __getitem__(self, task: str) -> Ran:
        return self.tasks[task]

    @property
    def seconds(self) -> float:
        return sum(ran.seconds for ran in self.tasks.values())


class Runner:
    """Runs the pipeline over the data of one stack."""

    def __init__(self, stack: Stack, now: str | None, environment: Mapping[str, str] | None = None):
        """`now`: None goes by the clock; `environment`: what else the tasks are told."""
        self.stack, self.now = stack, now
        self.definitions = TaskDefinitions(ROOT / "deploy" / "aws" / "tasks", ROOT / "tasks")
        told = {**Preparation(stack, print).connection(), **warehouse_login(stack)}
        self.environment = {**plain_environment(), **told, **(environment or {})}
        self.warehouse = Warehouse(stack.state["emulator"]["port"])
        self.archive = ""  # the option of Java with which each task's archive of classes is made, later used
        self.explain_archive = stack.folder / "explain.jsa"
        self.explain_archive.unlink(missing_ok=True)  # other jars than today's may have made it

    def make_class_archives(self, name: str) -> None:
        """As the image has them: made of what the tasks read in a run that nobody measures, kept in its folder."""
        self.archive, self.archives = "ArchiveClassesAtExit", self.stack.folder / "runs" / name
        self.run(name)
        self.archive = "SharedArchiveFile"

    def run(self, name: str, beside: Callable[[str], AbstractContextManager] = nullcontext) -> Pipeline:
        """All tasks under one run id, with what is beside each; the lock is given back whatever a task comes to."""
        ran: dict[str, Ran] = {}
        try:
            for task in TASKS[:-1]:
                more = self._moment() if task == PREFLIGHT else []
                with beside(task):
                    ran[task] = self._task(task, name, more)
        finally:
            with beside(POSTFLIGHT):
                ran[POSTFLIGHT] = self._task(POSTFLIGHT, name, [])
        return Pipeline(ran)

    def preview(self, name: str) -> Ran:
        """What a run would change, asked and not done."""
        return self._task("preview", name, self._moment())

    def explain(self, *asked: str) -> Explained:
        """Has explain tell why, with an archive of classes as the image has one: made by a first call, not measured."""
        if not self.explain_archive.exists():
            self._explain("ArchiveClassesAtExit", asked)
        return self._explain("SharedArchiveFile", asked)

    def _explain(self, archive: str, asked: tuple[str, ...]) -> Explained:
        command = [*self._java("explain", *_archived(archive, self.explain_archive)), *asked, *self._moment()]
        log = self.stack.folder / "logs" / "explain.log"
        before, started = self.warehouse.last(), time.time()
        exit_code, _ = watch(command, self.environment, log)
        if exit_code not in (0, NO_CONFLICT):
            raise PartFailed("explain", f"it ended with exit code {exit_code}", log)
        ended = time.time()  # by the clock of what the stand-in notes
        return Explained(ended - started, ended - self.warehouse.asked(before)[0]["at"])

    def _moment(self) -> list[str]:
        return ["--now", self.now] if self.now else []

    def _java(self, task: str, *options: str) -> list[str]:
        """As its task definition starts it, with these options of Java besides."""
        java, *words = self.definitions.find(task)["containerDefinitions"][0]["entryPoint"]
        return [self.definitions.command(word) for word in (java, *options, *words)]

    def _task(self, task: str, name: str, more: list[str]) -> Ran:
        location, log = self.stack.folder / "runs" / name, self.stack.folder / "logs" / f"{name}-{task}.log"
        archive = _archived(self.archive, self.archives / f"{task}.jsa") if self.archive else []
        command = [*self._java(task, *archive), "--run-id", f"bench-{name}", "--run-location", str(location), *more]
        before, started = self.warehouse.last(), time.monotonic()
        exit_code, megabytes = watch(command, self.environment, log)
        seconds = time.monotonic() - started
        if exit_code:
            raise PartFailed(task, f"it ended with exit code {exit_code}", log)
        result = json.loads((location / f"{task}.json").read_text())
        return Ran(seconds, megabytes, result, self.warehouse.asked(before))


def _archived(option: str, file: Path) -> list[str]:
    """The options of Java with which an archive of classes is made, or used."""
    return [f"-XX:{option}={file}", "-Xlog:disable"]


def plain_environment(home: Path | None = None) -> dict[str, str]:
    """Nothing of what the developer has set but where programs are: ROWS is a parameter of a task, too."""
    kept = {name: os.environ[name] for name in ("PATH", "JAVA_HOME", "TMPDIR") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "TZ": "UTC", **({"HOME": str(home)} if home else {})}


def watch(command: list[str], environment: dict[str, str], log: Path, folder: Path | None = None) -> tuple[int, float]:
    """Exit code and resident peak of a command, run in that folder, its output in the log."""
    told = log.with_suffix(".json")
    told.unlink(missing_ok=True)
    watched = [sys.executable, "-I", "-S", str(Path(__file__).with_name("child.py")), str(told), *command]
    with log.open("wb") as out:
        subprocess.run(watched, env=environment, cwd=folder, stdout=out, stderr=subprocess.STDOUT, check=True)
    found = json.loads(told.read_text())
    return found["exit_code"], found["megabytes"]


def warehouse_login(stack: Stack) -> dict[str, str]:
    emulator = stack.state["emulator"]
    return {
        "SNOWFLAKE_URL": emulator["url"],  # with disablePlatformDetection=true
        "SNOWFLAKE_ACCOUNT": emulator["account"],
        "SNOWFLAKE_USER": emulator["user"],
        "SNOWFLAKE_WAREHOUSE": emulator["warehouse"],
        "SNOWFLAKE_PRIVATE_KEY": snowflake_key(Path(stack.state["folder"])),
    }
