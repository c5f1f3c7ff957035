#!/usr/bin/env python3
"""Writes dags/care_conflict/parameters.json: every parameter as the commands themselves describe it.

Each command knows what it reads, and validate_config knows all: `--describe` of each jar is asked. Needs the jars.
"""

from __future__ import annotations

import json
import subprocess
from typing import Any

from stand_ins.aws.task_definitions import catalogue
from stand_ins.layout import ROOT

FILE = ROOT / "dags" / "care_conflict" / "parameters.json"
OF_ALL = "validate_config"


def described() -> list[dict[str, Any]]:
    """What each parameter is, in the order of the help, and which commands read it; without those that none reads."""
    names = dict.fromkeys(line["command"] or line["name"] for line in catalogue())
    told = {command: words for name in names for command, words in _ask(name).items()}
    every = told.pop(OF_ALL)
    readers = {words["name"]: [command for command, read in told.items() if words in read] for words in every}
    return [words | {"tasks": readers[words["name"]]} for words in every if readers[words["name"]]]


def _ask(name: str) -> dict[str, list[dict[str, Any]]]:
    jar = ROOT / "tasks" / name / "target" / f"{name}.jar"
    done = subprocess.run(["java", "-jar", jar, "--describe"], capture_output=True, check=True)
    return json.loads(done.stdout)


def written() -> str:
    """One line a parameter."""
    lines = [json.dumps(words, ensure_ascii=False) for words in described()]
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8", newline="\n")
