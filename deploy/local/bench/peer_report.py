"""What both systems took, as tables: medians of the rounds, ratios, what failed."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bench.run import DETECTION, INSERVICE, POSTFLIGHT, PREFLIGHT, STATUS, TASKS
from bench.table import Cell, ratio, table

OURS, OLDER = "ours", "older"
FIRST, UNCHANGED = "first", "unchanged"
COLUMNS = [(system, run) for run in (FIRST, UNCHANGED) for system in (OURS, OLDER)]
SAME_WORK = {
    "all six tasks": TASKS,
    "conflict update": (DETECTION,),
    "status management": (STATUS,),
    "preflight with postflight": (PREFLIGHT, POSTFLIGHT),
    "in-service (the older one does less)": (INSERVICE,),
}


@dataclass(frozen=True)
class Task:
    """One task of one run: seconds by the clock, the stand-in's share of them, resident peak, why it failed."""

    seconds: float
    share: float
    megabytes: float
    failed: str = ""

    def aside(self) -> float:
        return max(0.001, self.seconds - self.share)


@dataclass(frozen=True)
class Run:
    """One run of one system in one round, and what conflictvisitmaps held after it."""

    system: str
    name: str
    tasks: dict[str, Task]
    left: dict[str, int] = field(default_factory=dict)


class Rounds:
    """All runs of all rounds."""

    def __init__(self, runs: list[Run]):
        self.runs = runs

    def median(
        self, system: str, run: str, tasks: Iterable[str], figure: Callable[[Task], float], over: Callable = sum
    ) -> float | None:
        """Over the rounds in which all of these tasks ended well; None where there is none."""
        found = [[each.tasks[task] for task in tasks] for each in self.of(system, run)]
        whole = [over(map(figure, ran)) for ran in found if not any(task.failed for task in ran)]
        return statistics.median(whole) if whole else None

    def of(self, system: str, run: str) -> list[Run]:
        return [each for each in self.runs if (each.system, each.name) == (system, run)]


def report(rounds: Rounds) -> list[str]:
    lines: list[str] = []
    for title, part in (
        ("Seconds, the stand-in's share aside", _seconds(rounds, Task.aside)),
        ("Seconds by the clock", _seconds(rounds, lambda task: task.seconds)),
        ("The stand-in's share, seconds", _seconds(rounds, lambda task: task.share)),
        ("Peak memory, MB", _seconds(rounds, lambda task: task.megabytes, "the highest of all", max)),
        ("How many times as fast", _ratios(rounds)),
        ("A run over unchanged data against the first", _unchanged(rounds)),
        ("What was left in conflictvisitmaps", _left(rounds)),
        ("What did not work", _failures(rounds)),
    ):
        lines += [f"### {title}", "", *part, ""]
    return lines[:-1]


def _seconds(
    rounds: Rounds, figure: Callable[[Task], float], whole: str = "all six tasks", over: Callable = sum
) -> list[str]:
    rows: list[list[Cell]] = []
    for name, tasks in [*((task, (task,)) for task in TASKS), (whole, TASKS)]:
        found = [rounds.median(*column, tasks, figure, over) for column in COLUMNS]
        rows.append([name, *(None if value is None else float(value) for value in found)])
    return table(["median", *(f"{system}, {run}" for system, run in COLUMNS)], rows)


def _ratios(rounds: Rounds) -> list[str]:
    rows: list[list[Cell]] = []
    for name, tasks in SAME_WORK.items():
        cells = []
        for run in (FIRST, UNCHANGED):
            for figure in (Task.aside, lambda task: task.seconds):
                ours, older = (rounds.median(system, run, tasks, figure) for system in (OURS, OLDER))
                cells.append(ratio(older, ours) if ours and older else None)
        rows.append([name, *cells])
    head = [f"{run}, {how}" for run in (FIRST, UNCHANGED) for how in ("share aside", "by the clock")]
    return table(["older / ours", *head], rows)


def _unchanged(rounds: Rounds) -> list[str]:
    rows: list[list[Cell]] = []
    for name, tasks in SAME_WORK.items():
        cells = []
        for system in (OURS, OLDER):
            first, again = (rounds.median(system, run, tasks, Task.aside) for run in (FIRST, UNCHANGED))
            cells.append(f"{again / first:.0%}" if first and again else "")
        rows.append([name, *cells])
    return table(["share aside", OURS, OLDER], rows)


def _left(rounds: Rounds) -> list[str]:
    names = list(dict.fromkeys(name for run in rounds.runs for name in run.left))
    rows: list[list[Cell]] = []
    for name in names:
        found = [[run.left[name] for run in rounds.of(*column) if name in run.left] for column in COLUMNS]
        rows.append([name, *(int(statistics.median(values)) if values else None for values in found)])
    return table(["rows", *(f"{system}, {run}" for system, run in COLUMNS)], rows)


def _failures(rounds: Rounds) -> list[str]:
    found: dict[tuple[str, ...], int] = {}
    for run in rounds.runs:
        for name, task in run.tasks.items():
            if task.failed:
                key = (name, run.system, run.name, task.failed)
                found[key] = found.get(key, 0) + 1
    if not found:
        return ["Every task of both ended well, in every round."]
    return table(["task", "of", "run", "why", "rounds"], [[*key, times] for key, times in found.items()])
