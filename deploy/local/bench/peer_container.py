"""The older container from a checkout of it: fit or not, copied, pointed at the stand-ins, its steps run one by one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.run import TASKS, plain_environment, warehouse_login, watch
from bench.warehouse import Warehouse
from stand_ins.layout import HOST
from stand_ins.stack import Stack

ENTRY, CONFIGURATION = Path("scripts/main.py"), Path("config/config.json")
NEWEST_CONNECTOR = 4
ASK_VERSION = "import json, psycopg2, snowflake.connector as c; print(json.dumps([int(c.VERSION[0]), c.__version__]))"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__")
LONGEST_REASON = 160


class Unfit(Exception):
    """What was given as the older container is none, or cannot run: which, why, and what is wanted."""


@dataclass(frozen=True)
class Took:
    """One task from outside: seconds by the clock, resident peak, why it failed where it did."""

    seconds: float
    megabytes: float
    failed: str = ""
    asked: list[dict] = field(default_factory=list, repr=False)  # of the warehouse


def connector_version(folder: str, python: str) -> str:
    """The version of the connector that the older container would run with; Unfit where it would not run."""
    _check_folder(folder)
    return _check_python(python)


def _check_folder(folder: str) -> None:
    if not folder:
        raise Unfit("PEER_DIR is not given: the folder of a checkout of the older container")
    if not Path(folder).is_dir():
        raise Unfit(f"PEER_DIR: there is no folder {folder}")
    missing = [str(each) for each in (ENTRY, CONFIGURATION) if not (Path(folder) / each).is_file()]
    if missing:
        raise Unfit(f"PEER_DIR: {folder} is no checkout of the older container: it has no {' and no '.join(missing)}")


def _check_python(python: str) -> str:
    if not python:
        raise Unfit("PEER_PYTHON is not given: a Python that has what the older container's requirements.txt names")
    try:
        told = subprocess.run(
            [python, "-I", "-c", ASK_VERSION], env=plain_environment(), capture_output=True, text=True
        )
    except OSError as reason:
        raise Unfit(f"PEER_PYTHON: {python} cannot be started: {reason.strerror}") from None
    if told.returncode:
        why = (told.stderr.strip().splitlines() or ["it says nothing"])[-1]
        wanted = f"snowflake-connector-python below {NEWEST_CONNECTOR + 1} and psycopg2"
        raise Unfit(f"PEER_PYTHON: {python} lacks what the older container needs, {wanted}: {why}")
    try:
        major, version = json.loads(told.stdout)
    except ValueError:
        raise Unfit(f"PEER_PYTHON: {python} is no Python: it answered {told.stdout[:40]!r}") from None
    if major > NEWEST_CONNECTOR:
        wanted = f"the older container needs one below {NEWEST_CONNECTOR + 1}"
        raise Unfit(f"PEER_PYTHON: {python} has snowflake-connector-python {version}; {wanted}")
    return version


class Container:
    """A copy of the checkout, below the bench's own folder, that reads and writes the stand-ins."""

    def __init__(self, stack: Stack, folder: Path, python: str, database: str):
        self.stack = stack
        self.python = str(Path.cwd() / python) if os.sep in python else python  # it is started in another folder
        self.copy, home = stack.folder / "peer", stack.folder / "home"
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(folder, self.copy, ignore=LEFT_OUT)
        home.mkdir(exist_ok=True)
        self.warehouse = Warehouse(stack.state["emulator"]["port"])
        self._configure(database)
        self.environment = {**plain_environment(home), **warehouse_login(stack), **self._postgres(), **NOTHING_OUTSIDE}

    def run(self, name: str) -> dict[str, Took]:
        """Every task as a process of its own; postflight whatever the others come to."""
        return {task: self._task(task, name) for task in TASKS}

    def _task(self, task: str, name: str) -> Took:
        log = self.stack.folder / "logs" / f"older-{name}-{task}.log"
        start = str(Path(__file__).with_name("peer_start.py"))
        command = [self.python, "-I", start, HOST, str(self.warehouse.port), str(self.copy / ENTRY)]
        before, started = self.warehouse.last(), time.monotonic()
        exit_code, megabytes = watch(command, {**self.environment, "ACTION": task}, log, self.copy)
        seconds = time.monotonic() - started
        return Took(seconds, megabytes, reason(log) if exit_code else "", self.warehouse.asked(before))

    def _configure(self, database: str) -> None:
        """What its settings say as a constant; the rest it takes from its environment."""
        file = self.copy / CONFIGURATION
        settings = json.loads(file.read_text(encoding="utf-8"))
        connection = self.stack.state["postgres"]
        place = {"conflict_database": database, "conflict_schema": connection["schema"], "port": connection["port"]}
        settings["postgres"] = {**settings.get("postgres", {}), **place}
        settings["email"] = {**settings.get("email", {}), "enabled": False}
        file.write_text(json.dumps(settings, indent=2), encoding="utf-8")

    def _postgres(self) -> dict[str, str]:
        return {f"POSTGRES_{name.upper()}": self.stack.state["postgres"][name] for name in ("host", "user", "password")}


# Besides, peer_start.py lets no connection leave this machine.
NOTHING_OUTSIDE = {
    "SNOWFLAKE_DISABLE_PLATFORM_DETECTION": "true",
    "AWS_EC2_METADATA_DISABLED": "true",
    "SF_TELEMETRY_DISABLE_CONNECTION_SHAPE": "true",
}


def reason(log: Path) -> str:
    """The first error that it told, or else its last line."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    errors = [line.partition(" - ERROR - ")[2].strip() for line in lines if " - ERROR - " in line]
    return (errors or lines[-1:] or ["it says nothing"])[0][:LONGEST_REASON].replace("|", "/")
