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
DETECTIONS = {"task02_00_conflict_update", "summarize_task02_chunks", "task_02"}


def result_in_words(folder: Path) -> list[str]:
    """A paragraph for each task that did something, then the warnings of all."""
    read = _read(folder)
    documents = {document["task"]: document for document in read}
    paragraphs = [
        _skipped(documents[task], what) or words(documents[task])
        for task, (what, words) in TELLS.items()
        if task in documents
    ]
    if not DETECTIONS & documents.keys():
        paragraphs.append(["No detection in this run."])
    warnings = [f"  {_name(document)}: {text}" for document in read for text in document["warnings"]]
    if warnings:
        paragraphs.append(["Warnings", *warnings])
    return [line for paragraph in paragraphs for line in ("", *paragraph)][1:]


def _read(folder: Path) -> list[dict[str, Any]]:
    """The result documents; beside them lies the plan of the chunks."""
    contents = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    return [content for content in contents if "task" in content]


def _name(document: dict[str, Any]) -> str:
    chunk = document["details"].get("chunk")
    return f"chunk {chunk}" if chunk else document["task"]


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


def _chunks(document: dict[str, Any]) -> list[str]:
    counts, details = document["counts"], document["details"]
    if not counts["chunks"]:
        return ["No stored conflict is in the window: no chunks."]
    lines = [
        f"{counts['chunks']:,} chunks of {counts['rows']:,} rows that belong to a conflict,"
        f" {details['seconds']:.1f} s from the first start to the last end.",
        f"Of the rows on their days {_written(counts)}",
        "",
        "  slowest",
    ]
    for chunk in details["slowest"]:
        lines.append(f"  {'chunk ' + str(chunk['chunk']):<26}{chunk['rows']:>10,} rows{chunk['seconds']:>10.1f} s")
    return lines


def _all_keys(document: dict[str, Any]) -> list[str]:
    return [f"Of the stored rows {_written(document['counts'])}"]


def _written(counts: dict[str, int]) -> str:
    numbers = ", ".join(f"{counts[name]:,} {name}" for name in ("updated", "repaired", "unchanged") if name in counts)
    return f"{numbers}; {counts['marked']:,} marked, since they are not found any more."


TELLS = {
    "task01_copy_to_staging": ("Staging", _staging),
    "task_01": ("Staging", _staging),
    "summarize_task02_chunks": ("Detection in chunks", _chunks),
    "task_02": ("Detection", _all_keys),
    "task02_00_conflict_update": ("Detection", _detection),
    "task02_01_inservice_conflict": ("In-service detection", _inservice),
    "task03_status_management": ("Status management", _statuses),
}
