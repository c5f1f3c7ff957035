"""Where things are: the repository, its state folder, its Python environments."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[3]
PROGRAMS = ROOT / "deploy" / "local"
LOCAL = ROOT / ".local"
STATE_VARIABLE = "CONFLICT_LOCAL_STATE"


def state_folder(named: str | None = None) -> Path:
    """The folder of one set of stand-ins: the argument, else CONFLICT_LOCAL_STATE, else .local of the repository."""
    return Path(named or os.environ.get(STATE_VARIABLE) or LOCAL).resolve()


def venv_folder(environment: str) -> Path:
    return LOCAL / "venv" / environment


def venv_python(environment: str) -> Path:
    return venv_folder(environment) / "bin" / "python"


def site_packages(environment: str) -> Path:
    found = sorted(venv_folder(environment).glob("lib/python*/site-packages"))
    if not found:
        sys.exit(f"The Python environment {environment} is not there: python3 deploy/local/bootstrap.py {environment}")
    return found[-1]
