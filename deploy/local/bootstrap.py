#!/usr/bin/env python3
"""Makes the Python environments from their locked requirements.

    python3 deploy/local/bootstrap.py standins|airflow|browser|aws

Of the stand-ins, of Airflow, of what drives a browser, and of what checks the stack on AWS.

Nothing but Python 3.11 or later is needed; uv is used where it is there. An environment that is up to date is left as
it is. The last line printed is the path of its python.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from stand_ins.layout import PROGRAMS, venv_folder, venv_python

ENVIRONMENTS = ("standins", "airflow", "browser", "aws")
OLDEST_PYTHON = (3, 11)


def ensure(environment: str) -> Path:
    """Makes or updates one environment and returns the path of its python."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or later is needed; this is {sys.version.split()[0]}.")
    folder = venv_folder(environment)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{environment}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several programs may ask for the same environment at once
        if _stamp(environment) != _stamp_file(folder):
            _make(environment, folder)
    return venv_python(environment)


def requirements(environment: str) -> Path:
    return PROGRAMS / "requirements" / f"{environment}.txt"


def _stamp(environment: str) -> str:
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return hashlib.sha256((python + without_hashes(requirements(environment).read_text())).encode()).hexdigest()


def without_hashes(text: str) -> str:
    """The requirements alone: other hashes of the same versions make no other environment."""
    return re.sub(r"(?: \\\n    --hash=\S+)+", "", text)


def _stamp_file(folder: Path) -> str:
    stamp = folder / "stamp"
    return stamp.read_text() if stamp.exists() and (folder / "bin" / "python").exists() else ""


def _make(environment: str, folder: Path) -> None:
    started = time.monotonic()
    print(f"Making the Python environment {environment} (once; its packages are downloaded) ...", file=sys.stderr)
    shutil.rmtree(folder, ignore_errors=True)
    log = folder.parent / f"{environment}.log"
    uv = shutil.which("uv")
    listed = ["-r", str(requirements(environment))]
    if "--hash=" in requirements(environment).read_text():
        listed.append("--require-hashes")  # what is served is what was locked (deploy/local/pin.py), or nothing
    python = str(folder / "bin" / "python")
    if uv:
        commands = [
            [uv, "venv", "--quiet", "--python", _base_python(), str(folder)],
            [uv, "pip", "install", "--python", python, *listed],
        ]
    else:
        commands = [
            [_base_python(), "-m", "venv", str(folder)],
            [python, "-m", "pip", "install", "--disable-pip-version-check", *listed],
        ]
    with log.open("w") as out:
        for command in commands:
            if subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, env=_clean_environment()).returncode:
                out.flush()
                sys.exit(_why(environment, log))
    (folder / "stamp").write_text(_stamp(environment))
    print(f"The Python environment {environment} is ready ({time.monotonic() - started:.0f} s).", file=sys.stderr)


def _base_python() -> str:
    """The interpreter itself, not the one of an environment that this program runs in."""
    return str(Path(getattr(sys, "_base_executable", sys.executable)).resolve())


def _clean_environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")}


def _why(environment: str, log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()
    hint = ""
    if any("ensurepip" in line for line in lines):
        hint = "\nPython's venv module is not complete here: install it (Debian and Ubuntu: apt install python3-venv)."
    tail = "\n".join(lines[-15:])
    return f"The Python environment {environment} could not be made.{hint}\nThe end of {log}:\n{tail}"


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ENVIRONMENTS:
        sys.exit(f"usage: bootstrap.py {'|'.join(ENVIRONMENTS)}")
    print(ensure(sys.argv[1]))
