"""The rooms of deploy/local: which uses which, and what starts on a Python that has nothing installed."""

from __future__ import annotations

import ast
import graphlib
import subprocess
import sys
from pathlib import Path

import pytest

from stand_ins.layout import PROGRAMS

ROOMS = ("stand_ins", "bench", "demo", "demo_data")
EVERYBODYS = "stand_ins"


def modules() -> dict[str, Path]:
    """By the names that they are imported under: demo_data is a folder of programs, which see each other."""
    files = [file for room in ROOMS for file in (PROGRAMS / room).rglob("*.py") if file.parent.name != "tests"]
    named = [file.relative_to(_root(file)).with_suffix("").parts for file in files]
    return {".".join(parts).removesuffix(".__init__"): file for parts, file in zip(named, files, strict=True)}


def _root(file: Path) -> Path:
    return file.parent if file.parent.name == "demo_data" else PROGRAMS


def _room(file: Path) -> str:
    return file.relative_to(PROGRAMS).parts[0]


def uses() -> dict[str, set[str]]:
    """Each module, and those that it imports anywhere in it."""
    known = modules()
    return {name: _imported(file) & known.keys() for name, file in known.items()}


def _imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_a_room_uses_the_stand_ins_and_no_other_room():
    known = modules()
    pairs = [(_room(known[name]), _room(known[used])) for name, those in uses().items() for used in those]
    assert ("bench", EVERYBODYS) in pairs
    assert {used for room, used in pairs if used != room} == {EVERYBODYS}


def test_no_two_modules_need_each_other():
    found = uses()
    assert "stand_ins.layout" in found["stand_ins.stack"]
    graphlib.TopologicalSorter(found).prepare()


@pytest.mark.parametrize("command", [["local.py", "status"], ["demo.py", "--help"], ["bootstrap.py"], ["pin.py"]])
def test_what_comes_before_the_environments_needs_none(command, tmp_path):
    program, *options = command
    options += ["--state", str(tmp_path)] if "status" in options else []
    bare = [sys.executable, "-E", "-S", str(PROGRAMS / program)]
    done = subprocess.run([*bare, *options], capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert "Traceback" not in said and ("usage" in said or "does not run" in said)
