"""What a bench of one size came to, as tables: tasks, phases and steps, limits."""

from __future__ import annotations

import os
import platform
import statistics
import time
from dataclasses import dataclass, field

from bench import limits
from bench.before import PHASES, WRITING_SIDE, Scaled
from bench.data import Size
from bench.run import DETECTION, INSERVICE, STAGING, STATUS, TASKS, Explained, Pipeline
from bench.table import Cell, ratio, table

RUNS = ("first run", "second", "third", "all new")
CORE = (STAGING, DETECTION, INSERVICE, STATUS)


@dataclass(frozen=True)
class Measured:
    """The runs over one size; `alone` is what the warehouse stand-in took for what the first run asked."""

    size: Size
    limits: dict[str, float]
    first: Pipeline
    second: Pipeline
    third: Pipeline
    new: Pipeline
    alone: dict[str, float]
    postgres: str
    by_writers: dict[int, Pipeline] = field(default_factory=dict)  # all new, with so many connections that write
    explained: dict[str, Explained] = field(default_factory=dict)  # by what it was asked

    @property
    def runs(self) -> tuple[Pipeline, ...]:
        return self.first, self.second, self.third, self.new

    @property
    def pairs(self) -> int:
        return self.first[DETECTION].counts.get("pairs_read", 0)

    @property
    def inservice_pairs(self) -> int:
        return self.first[INSERVICE].counts.get("pairs_read", 0)

    @property
    def before(self) -> Scaled:
        return Scaled(self.size.rows, self.pairs, self.inservice_pairs)

    def ours(self, task: str) -> float:
        """The first run of a task, the stand-in's own share aside."""
        return max(0.001, self.first[task].seconds - self.alone.get(task, 0))

    def writing_side(self) -> float:
        return self.first[DETECTION].of(*(step for phase in WRITING_SIDE for step in PHASES[phase]))

    def peak(self, task: str) -> float:
        return max(run[task].megabytes for run in self.runs)


def machine(measured: Measured, load: float) -> list[str]:
    """Where and when the figures were taken, and what else was going on when it began."""
    return [machine_line("make bench", measured.postgres, load), ""]


def machine_line(command: str, postgres: str, load: float) -> str:
    day = time.strftime("%Y-%m-%d %H:%M", time.gmtime())
    where = f"{os.cpu_count()} cores, PostgreSQL {postgres}, {platform.system()}"
    return f"Taken by `{command}` on {day} UTC: {where}; load when it began: {load:.1f}."


def report(measured: Measured) -> list[str]:
    size = measured.size
    head = f"{size.rows:,} stored rows, {size.visits:,} visits, {measured.pairs:,} detected pairs, "
    lines = [f"## {head}{measured.inservice_pairs:,} in-service pairs", "", *_tasks(measured)]
    lines += ["", "### Detection", "", *_phases(measured)]
    for task, title in ((INSERVICE, "In-service detection"), (STATUS, "Status management"), (STAGING, "Staging")):
        lines += ["", f"### {title}", "", *_steps(measured, task)]
    if measured.by_writers:
        lines += ["", "### Writers", "", *_writers(measured)]
    if measured.explained:
        rows = [[what, told.asking, told.seconds] for what, told in measured.explained.items()]
        head = ["seconds, median of 5", "from its first statement to the warehouse on", "its start included"]
        lines += ["", "### Explain", "", *table(head, rows)]
    return [*lines, "", "### What the runs did", "", *_counts(measured), "", "### Limits", "", *_limits(measured)]


def _tasks(measured: Measured) -> list[str]:
    before = measured.before
    rows: list[list[Cell]] = []
    for task in TASKS:
        old = before.seconds(task)
        seconds = [run[task].seconds for run in measured.runs]
        rows.append(
            [task, *seconds, old or None, ratio(old, seconds[0]), measured.peak(task), before.megabytes(task) or None]
        )
    rows.append(["all tasks", *(run.seconds for run in measured.runs), None, None, None, None])
    core = [sum(run[task].seconds for task in CORE) for run in measured.runs]
    rows.append(["without pre- and postflight", *core, None, None, None, None])
    for task, alone in measured.alone.items():
        rows.append([f"{task}: the warehouse alone", alone, *[None] * 7])
    return table(["seconds", *RUNS, "before", "before / first", "peak MB", "before, MB"], rows)


def _phases(measured: Measured) -> list[str]:
    before, rows = measured.before, []
    for phase, steps in PHASES.items():
        rows.append(_phase(phase, [run[DETECTION].of(*steps) for run in measured.runs], before.phase(phase)))
    known = [step for steps in PHASES.values() for step in steps]
    rest = [sum(run[DETECTION].steps.values()) - run[DETECTION].of(*known) for run in measured.runs]
    rows.append(_phase("other steps", rest, 0))
    rows.append(_phase("outside the steps", [run[DETECTION].outside_steps() for run in measured.runs], 0))
    writing = [step for phase in WRITING_SIDE for step in PHASES[phase]]
    side = [run[DETECTION].of(*writing) for run in measured.runs]
    rows.append(_phase("writing side", side, before.phases(WRITING_SIDE)))
    return table(["seconds", *RUNS, "before", "before / first"], rows)


def _phase(name: str, seconds: list[float], before: float) -> list[Cell]:
    return [name, *seconds, before or None, ratio(before, seconds[0])]


def _steps(measured: Measured, task: str) -> list[str]:
    """Each step's seconds and, where it says so, what the first run wrote."""
    written = {step["name"]: step["counts"] for step in measured.first[task].result["steps"]}
    names = list(dict.fromkeys(name for run in measured.runs for name in run[task].steps))
    rows = [[name, *(run[task].of(name) for run in measured.runs), _words(written.get(name, {}))] for name in names]
    rows.append(["outside the steps", *(run[task].outside_steps() for run in measured.runs), ""])
    return table(["seconds", *RUNS, "in the first run"], rows)


def _writers(measured: Measured) -> list[str]:
    """What writes over several connections, with 1, 2 and 4 of them, where all is new."""
    runs = sorted(measured.by_writers.items())
    parts = {
        f"{STAGING}: staging": (STAGING, ("staging",)),
        f"{DETECTION}: write": (DETECTION, ("write",)),
        f"{INSERVICE}: write": (INSERVICE, ("write",)),
        f"{STATUS}: all of its steps": (STATUS, tuple(measured.new[STATUS].steps)),
    }
    rows: list[list[Cell]] = []
    for name, (task, steps) in parts.items():
        seconds = [run[task].of(*steps) for _, run in runs]
        rows.append([name, *seconds, ratio(seconds[0], min(seconds))])
    seconds = [run.seconds for _, run in runs]
    rows.append(["all tasks", *seconds, ratio(seconds[0], min(seconds))])
    cores = f"PostgreSQL, its writers and the task itself share {os.cpu_count()} cores here"
    head = ["seconds, all new", *(f"{writers} at once" for writers, _ in runs), "one / best"]
    return [*table(head, rows), "", f"{cores}: what a larger store bears is not shown."]


def _counts(measured: Measured) -> list[str]:
    runs = list(zip(RUNS, measured.runs, strict=True))
    rows = [[task, name, _words(run[task].counts) or "nothing"] for task in CORE for name, run in runs]
    return table(["task", "run", "counts"], rows)


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in counts.items() if value)


def _limits(measured: Measured) -> list[str]:
    rows: list[list[Cell]] = [[name, rate] for name, rate in measured.limits.items()]
    detection = measured.new[DETECTION]
    rows.append(["ours: detection, written, all new", rate_of(_written(detection.counts), detection.of("write"))])
    inservice = measured.new[INSERVICE]
    rows.append(["ours: in-service, written, all new", rate_of(_written(inservice.counts), inservice.of("write"))])
    rows.append(["ours: copy to staging", staging_rate(measured)])
    return table(["rows a second", "rate"], rows)


def _written(counts: dict[str, int]) -> int:
    return sum(counts.get(name, 0) for name in ("inserted", "updated", "repaired"))


def rate_of(rows: int, seconds: float) -> float:
    return rows / max(seconds, 0.001)


def staging_rate(measured: Measured) -> float:
    """Rows a second of the step that copies, the median of the runs."""
    staged = [
        rate_of(step["counts"]["staged"], step["duration_seconds"])
        for run in measured.runs
        for step in run[STAGING].result["steps"]
        if step["counts"].get("staged")
    ]
    return statistics.median(staged) if staged else 0.0


def staging_limit(measured: Measured) -> float:
    return measured.limits[limits.STAGING]
