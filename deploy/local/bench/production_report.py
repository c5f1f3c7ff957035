"""What three nights at production's size came to, as tables, and what did not stay linear."""

from __future__ import annotations

from bench.run import DETECTION, INSERVICE, STAGING, STATUS, TASKS
from bench.table import Cell, table

NIGHTS = FIRST, ORDINARY, UNCHANGED = ("first", "ordinary", "unchanged")
# Minutes of the system that this one replaces, in production.
BEFORE = {STAGING: 5, DETECTION: 8, INSERVICE: 14, STATUS: 11.5}
BEFORE_ALL = 30
LINEAR, LEAST_SECONDS = 1.2, 1.0


def report(measured: list[dict]) -> list[str]:
    lines: list[str] = []
    for size in measured:
        lines += [f"## Nights: {size['rows']:,} stored rows, {size['visits']:,} visits", "", *_seconds(size)]
        for night, told in size["nights"].items():
            lines += ["", f"### {size['rows']:,} rows, {night} night", "", *_costs(told)]
            lines += ["", *_plans(told)]
        lines.append("")
    if len(measured) > 1:
        small, large = measured[0], measured[-1]
        lines += [
            f"## What did not stay linear from {small['rows']:,} rows to {large['rows']:,}",
            "",
            *_growth(small, large),
        ]
    return lines


def _seconds(size: dict) -> list[str]:
    nights = size["nights"].values()
    rows: list[list[Cell]] = []
    for task in TASKS:
        seconds = [night["tasks"][task]["seconds"] for night in nights]
        rows.append([task, *seconds, 60.0 * BEFORE[task] if task in BEFORE else None])
    rows.append(
        ["all tasks", *(sum(t["seconds"] for t in night["tasks"].values()) for night in nights), 60.0 * BEFORE_ALL]
    )
    rows.append(["the database afterwards, GB", *(night["gigabytes"] for night in nights), None])
    return table(["seconds", *(f"{night} night" for night in size["nights"]), "production before"], rows)


def _costs(night: dict) -> list[str]:
    rows = [
        [
            task,
            *(float(told[each]) for each in ("seconds", "megabytes", "wal", "temporary")),
            int(told["clicks"]),
            f"{told['longest']:.2f} s",
            int(told["failed"]),
            _work(told["counts"]),
        ]
        for task, told in night["tasks"].items()
    ]
    head = ["task", "seconds", "peak MB", "WAL, MB", "temporary files, MB", "clicks", "longest wait", "failed", "rows"]
    return table(head, rows)


def _work(counts: dict[str, int]) -> str:
    names = ("staged", "pairs_read", "rows_read", "inserted", "updated", "repaired", "resolved")
    return ", ".join(f"{counts[name]:,} {name.replace('_', ' ')}" for name in names if counts.get(name))


def _plans(night: dict) -> list[str]:
    found: dict[tuple[str, str], list[float]] = {}
    reasons: dict[tuple[str, str], str] = {}
    for task, told in night["tasks"].items():
        for statement, seconds, too_much in told["plans"]:
            found.setdefault((task, statement), []).append(seconds)
            reasons[task, statement] = too_much
    if not found:
        return ["No node of a statement of over 100 ms touched more than 20 times its input."]
    rows = [[task, s, len(took), max(took), reasons[task, s]] for (task, s), took in found.items()]
    return table(["task", "statement", "times", "slowest, s", "the last one's node"], rows)


def _growth(small: dict, large: dict) -> list[str]:
    times, rows = large["rows"] / small["rows"], []
    for night in (each for each in NIGHTS if each in small["nights"] and each in large["nights"]):
        for task in TASKS:
            few, many = (size["nights"][night]["tasks"][task] for size in (small, large))
            for step, seconds in many["steps"].items():
                before = max(few["steps"].get(step, 0.0), 0.001)
                if seconds >= LEAST_SECONDS and seconds / before > LINEAR * times:
                    rows.append([f"{task}: {step}", night, before, seconds, seconds / before / times])
    if not rows:
        return [f"Every step of a second and more took at most {LINEAR} times as long for each row."]
    rows.sort(key=lambda row: -row[-1])
    return table(
        ["step", "night", "small, s", "large, s", "times as long for each row"],
        [[*r[:-1], round(r[-1], 1)] for r in rows],
    )
