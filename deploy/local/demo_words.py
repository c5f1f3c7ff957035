"""What a run came to, in words, from the result documents of its tasks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RULES = {
    "SameSchTimeFlag": "same scheduled times",
    "SameVisitTimeFlag": "same visit times",
    "SchAndVisitTimeSameFlag": "schedule same as visit",
    "SchOverAnotherSchTimeFlag": "schedules overlap",
    "VisitTimeOverAnotherVisitTimeFlag": "visits overlap",
    "SchTimeOverVisitTimeFlag": "schedule overlaps visit",
    "DistanceFlag": "too far to travel",
}
WRITTEN = ("inserted", "updated", "unchanged")


def result_in_words(folder: Path) -> list[str]:
    """A paragraph for each task that did something, then the warnings of all."""
    documents = {document["task"]: document for document in _read(folder)}
    paragraphs = [
        _skipped(documents[task], what) or words(documents[task])
        for task, (what, words) in TELLS.items()
        if task in documents
    ]
    if "task02_00_conflict_update" not in documents:
        paragraphs.append(["No detection in this run."])
    warnings = [f"  {document['task']}: {text}" for document in documents.values() for text in document["warnings"]]
    if warnings:
        paragraphs.append(["Warnings", *warnings])
    return [line for paragraph in paragraphs for line in ("", *paragraph)][1:]


def _read(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(file.read_text()) for file in sorted(folder.glob("task*.json"))]


def _skipped(document: dict[str, Any], what: str) -> list[str]:
    reason = document["details"].get("skipped")
    return [f"{what} was left out: {reason}"] if reason else []


def _staging(document: dict[str, Any]) -> list[str]:
    counts = document["counts"]
    reminders = ", ".join(f"{counts.get(f'reminders_{name}', 0):,} {name}" for name in WRITTEN[:2])
    return [f"Copied {counts.get('staged', 0):,} rows as they were before to staging; reminders: {reminders}."]


def _detection(document: dict[str, Any]) -> list[str]:
    lines = [_pairs("pairs of conflicting visits", document["counts"])]
    by_rule = document["details"].get("by_rule", {})
    if by_rule:
        lines += ["", f"  {'by rule':<26}{'inserted':>10}{'updated':>10}{'resolved':>10}"]
    for flag, rule in by_rule.items():
        numbers = "".join(f"{rule[name]:>10,}" for name in ("inserted", "updated", "resolved"))
        lines.append(f"  {RULES.get(flag, flag):<26}{numbers}")
    return lines


def _inservice(document: dict[str, Any]) -> list[str]:
    return [_pairs("pairs of a visit and a training", document["counts"])]


def _pairs(what: str, counts: dict[str, int]) -> str:
    found = ", ".join(f"{counts[name]:,} {name}" for name in WRITTEN)
    more = "".join(f", {counts[name]:,} {name}" for name in ("repaired", "skipped") if counts.get(name))
    return f"Found {counts['pairs_read']:,} {what}: {found}{more}; {counts['resolved']:,} resolved."


def _statuses(document: dict[str, Any]) -> list[str]:
    written = {step["name"]: step["counts"].get("updated", 0) for step in document["steps"]}
    lines = [
        f"Brought {document['counts'].get('updated', 0):,} rows to the status and the values that follow for them:",
        "",
    ]
    return lines + [f"  {name:<36}{rows:>10,}" for name, rows in written.items() if rows]


TELLS = {
    "task01_copy_to_staging": ("Staging", _staging),
    "task02_00_conflict_update": ("Detection", _detection),
    "task02_01_inservice_conflict": ("In-service detection", _inservice),
    "task03_status_management": ("Status management", _statuses),
}
