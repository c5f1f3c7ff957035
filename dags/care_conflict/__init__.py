"""What the DAG files share: settings, parameters, the ECS operator, the lock sensor."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, version

OLDEST, OLDEST_PYTHON = (3, 3), (3, 11)  # Airflow 3.3 runs on Python 3.10, too


def _check_airflow() -> None:
    """Before anything of an older Airflow is missed: its DAGs would load, and clearing would leave the lock behind."""
    found = _installed("apache-airflow-core") or _installed("apache-airflow")  # which is all of an Airflow 2
    if not found:  # who deploys reads the settings without Airflow
        return
    if tuple(map(int, re.findall(r"\d+", found)[:2])) < OLDEST:
        raise ImportError(
            "Airflow 3.3 or later, because clearing a task takes its setup and teardown (preflight and postflight) "
            f"along only since then; this is {found}"
        )
    if sys.version_info < OLDEST_PYTHON:
        raise ImportError(f"Airflow on Python 3.11 or later; this is {sys.version.split()[0]}")


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


_check_airflow()
