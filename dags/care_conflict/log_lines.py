"""A line of a command's log as Airflow shows it."""

from __future__ import annotations

import json
import re

SHOWN_BY_AIRFLOW = re.compile(r"^[A-Z]+ \S+Z |\s+task=\S+ run=\S+$")


def shown(line: str) -> str:
    """What a line says, without the level, time, run and task that Airflow shows beside it; one that is meant for
    CloudWatch as a command writes it for people.
    """
    if line.startswith('{"'):
        try:
            return _told(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            return line
    return SHOWN_BY_AIRFLOW.sub("", line)


def _told(logged: dict) -> str:
    if "_aws" in logged:
        return f"event=metrics TaskDuration={logged['TaskDuration']}"
    pairs = [f"{name}={value}" for pair in logged.get("kvpList", []) for name, value in pair.items()]
    return " ".join([f"event={logged['message']}", *pairs])
