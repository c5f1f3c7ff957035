#!/usr/bin/env python3
"""Everything that is checked, two checks at a time; all of it runs, and the end says what failed.

What a check says is printed whole when it ends; while it runs, it stands in .local/test.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import bootstrap
from stand_ins.layout import LOCAL, ROOT, venv_python

AT_ONCE = 2  # much of what they do is waiting for processes
LOGS = LOCAL / "test"
PYTEST = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]
JARS = "deploy/local/tests/test_jars.py"
STANDINS, AIRFLOW, AWS = (str(venv_python(name)) for name in ("standins", "airflow", "aws"))


@dataclass(frozen=True)
class Check:
    """A command, and the checks that end before it begins: what it uses, they make."""

    name: str
    command: list[str]
    after: tuple[str, ...] = ()


JAVA, OF_AIRFLOW, OF_AWS = "Java: build, gates and tests", "Environment of Airflow", "Environment of AWS"
CHECKS = [
    Check("Python: lint", [STANDINS, "-m", "ruff", "check", "."]),
    Check("Python: format", [STANDINS, "-m", "ruff", "format", "--check", "."]),
    Check(JAVA, ["./mvnw", "-B", "-ntp", "verify"]),
    Check(OF_AIRFLOW, [sys.executable, "deploy/local/bootstrap.py", "airflow"]),
    Check(OF_AWS, [sys.executable, "deploy/local/bootstrap.py", "aws"]),
    Check("AWS: checkov", [AWS, "deploy/aws/check.py"], (OF_AWS,)),
    Check("AWS", [STANDINS, *PYTEST, "deploy/aws/tests"]),
    Check("DAGs", [AIRFLOW, *PYTEST, "dags/tests"], (OF_AIRFLOW,)),
    Check(
        "Stand-ins",
        [STANDINS, *PYTEST, "deploy/local", "--ignore=deploy/local/scenarios", f"--ignore={JARS}"],
        (OF_AIRFLOW,),
    ),
    Check("Airflow", [STANDINS, *PYTEST, "deploy/local/scenarios", "-m", "not long"], (JAVA, OF_AIRFLOW)),
    Check("Jars", [STANDINS, *PYTEST, JARS], (JAVA,)),
    Check("Supply chain", [STANDINS, *PYTEST, "deploy/supply_chain"], (JAVA, OF_AIRFLOW, OF_AWS)),
]


@dataclass
class Running:
    """A check under way."""

    check: Check
    process: subprocess.Popen
    log: Path
    started: float


@dataclass(frozen=True)
class Ended:
    """What became of a check."""

    name: str
    code: int
    seconds: float


def main() -> None:
    bootstrap.ensure("standins")
    LOGS.mkdir(parents=True, exist_ok=True)
    results = run(CHECKS)
    print("\n" + "=" * 72)
    for ended in results:
        said = "passed" if ended.code == 0 else f"FAILED (exit code {ended.code})"
        print(f"  {ended.name:<32}{said:<26}{ended.seconds:6.0f} s")
    failed = sum(1 for ended in results if ended.code)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def run(checks: list[Check]) -> list[Ended]:
    """Each as soon as there is room and what it uses is there, in the order of the list."""
    waiting, running, ended = list(checks), {}, {}
    while waiting or running:
        ready = [check for check in waiting if ended.keys() >= set(check.after)]
        for check in ready[: AT_ONCE - len(running)]:
            waiting.remove(check)
            begun = begin(check)
            running[begun.process.pid] = begun
        pid, status = os.wait()
        if pid in running:
            done = running.pop(pid)
            ended[done.check.name] = end(done, os.waitstatus_to_exitcode(status))
    return [ended[check.name] for check in checks]


def begin(check: Check) -> Running:
    log = LOGS / (re.sub(r"\W+", "-", check.name.lower()) + ".log")
    print(f"... {check.name}", flush=True)
    with log.open("wb") as out:
        # env: what is not there is a check that fails
        process = subprocess.Popen(["env", *check.command], cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    return Running(check, process, log, time.monotonic())


def end(done: Running, code: int) -> Ended:
    """Prints what it said."""
    ended = Ended(done.check.name, code, time.monotonic() - done.started)
    shown = [Path(word).name if word.endswith("/python") else word for word in done.check.command]
    print(f"\n=== {ended.name} ({ended.seconds:.0f} s): {' '.join(shown)}", flush=True)
    with done.log.open("rb") as said:
        shutil.copyfileobj(said, sys.stdout.buffer)
    sys.stdout.flush()
    return ended


if __name__ == "__main__":
    main()
