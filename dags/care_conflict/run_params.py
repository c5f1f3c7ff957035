"""What a run may be told, as the commands describe it: plain Python, since deploy.py reads it where is no Airflow."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

CHUNKS = "Chunks"
OPEN, THE_GATE, TUNING = None, "The source's gate", "Tuning"
# By the commands' headings; the others (connections, names, mail) say where they are deployed.
SECTIONS = {"Detection": OPEN, CHUNKS: OPEN, THE_GATE: THE_GATE, "The lock": TUNING}


def whole(least: int, most: int) -> dict[str, Any]:
    """What a whole number must be."""
    return {"type": "integer", "minimum": least, "maximum": most}


# What no command reads.
WAIT_SCHEMA, WITH_STATUS_SCHEMA = whole(0, 1440), {"type": "boolean"}
BESIDE = {"wait_for_source_minutes": WAIT_SCHEMA, "with_status_management": WITH_STATUS_SCHEMA}


def asked() -> list[dict[str, Any]]:
    """The parameters of the commands that a run may be told (make parameters writes the file)."""
    every = json.loads(Path(__file__).with_name("parameters.json").read_text(encoding="utf-8"))
    return [words for words in every if words["group"] in SECTIONS]


def unknown_params(conf: Mapping[str, Any] | None, known: Collection[str]) -> list[str]:
    """What is wrong with the names that a run was started with (Airflow itself takes any name)."""
    problems = []
    for name in sorted(set(conf or {}) - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        problems.append(f'"{name}" is not a parameter' + (f"; did you mean {near[0]}?" if near else ""))
    return problems


def wrong_params(values: Mapping[str, Any]) -> list[str]:
    """What the DAGs would refuse of defaults that are others in a deployment."""
    schemas = {words["name"]: words["schema"] for words in asked()} | BESIDE
    wrong = {name: schemas[name] for name in values if name in schemas and not _fits(values[name], schemas[name])}
    named = [f"{name}: {json.dumps(values[name])} is not {_in_words(schema)}" for name, schema in wrong.items()]
    return unknown_params(values, schemas) + named


def _fits(value: Any, schema: Mapping[str, Any]) -> bool:
    if schema["type"] == "boolean":
        return isinstance(value, bool)
    if schema["type"] == "integer":
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        is_whole = is_whole or (isinstance(value, float) and value.is_integer())
        return is_whole and schema["minimum"] <= value <= schema["maximum"]
    if value is None or schema["type"] == "string":
        return value is None or isinstance(value, str)
    known = schema["items"]["enum"]
    return isinstance(value, list) and all(each in known for each in value) and len(set(value)) == len(value)


def _in_words(schema: Mapping[str, Any]) -> str:
    if schema["type"] == "integer":
        return f"a whole number from {schema['minimum']} to {schema['maximum']}"
    if schema["type"] == "array":
        return "a list of " + ", ".join(schema["items"]["enum"])
    return "true or false" if schema["type"] == "boolean" else "a text"
