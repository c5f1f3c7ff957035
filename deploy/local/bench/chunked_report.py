"""What a bench of detection in chunks came to, as tables: forms, limits, goals."""

from __future__ import annotations

from dataclasses import dataclass

from bench.table import Cell, ratio, table

# The system before this one, over so many stored rows: in one go, and in 30 chunks by 5 workers.
BEFORE_ROWS, BEFORE_IN_ONE_GO, BEFORE_IN_CHUNKS, BEFORE_RATE = 50_000, 18 * 60.0, 6 * 60.0, 150.0
TIMES_AS_FAST, SAME_RATE, MOST_MEGABYTES = 50, 0.8, 512
WRITTEN = ("updated", "repaired", "unchanged", "marked")


@dataclass(frozen=True)
class Form:
    """One form of the work: `planned` and `seconds` by the clock, `work` summed over its chunks."""

    name: str
    workers: int
    chunks: int | None
    planned: float | None
    seconds: float
    work: float | None
    megabytes: float
    counts: dict[str, int]

    def before(self, rows: int) -> float:
        """Seconds of the system before, scaled to so many rows: for one worker, in one go."""
        return (BEFORE_IN_ONE_GO if self.workers == 1 else BEFORE_IN_CHUNKS) * rows / BEFORE_ROWS


@dataclass(frozen=True)
class Measured:
    """All forms over one number of stored rows."""

    rows: int
    limits: dict[str, float]
    forms: list[Form]
    postgres: str

    def rate(self, form: Form) -> float:
        """Stored rows a second, by the clock."""
        return self.rows / max(form.seconds, 0.001)

    def rate_of_a_chunk(self, form: Form) -> float | None:
        return self.rows / max(form.work, 0.001) if form.work else None


def report(measured: list[Measured]) -> list[str]:
    lines: list[str] = []
    for each in measured:
        lines += [f"### Chunks: {each.rows:,} stored rows", "", *_forms(each), "", *_limits(each), ""]
    return [*lines, "### Chunks: against the goals", "", *_goals(measured)]


def _forms(measured: Measured) -> list[str]:
    rows: list[list[Cell]] = []
    for form in measured.forms:
        before = form.before(measured.rows)
        rows.append(
            [form.name, form.chunks, form.planned, form.seconds, measured.rate(form), measured.rate_of_a_chunk(form)]
            + [before, ratio(before, form.seconds), form.megabytes, _words(form.counts)]
        )
    head = ["form", "chunks", "plan, s", "seconds", "rows/s", "rows/s of a chunk", "before, s", "before / ours"]
    return table([*head, "peak MB", "rows"], rows)


def _limits(measured: Measured) -> list[str]:
    return table(["rows a second", "limit"], [[name, rate] for name, rate in measured.limits.items()])


def _goals(measured: list[Measured]) -> list[str]:
    rows: list[list[Cell]] = []
    for each in measured:
        for form in each.forms:
            times = form.before(each.rows) / max(form.seconds, 0.001)
            goal = f"{form.name}: {TIMES_AS_FAST} times as fast"
            rows.append([goal, f"{each.rows:,}", f"{times:.1f} times", _yes(times >= TIMES_AS_FAST)])
        peak = max(form.megabytes for form in each.forms)
        goal = f"peak memory {MOST_MEGABYTES} MB"
        rows.append([goal, f"{each.rows:,}", f"{peak:.0f} MB", _yes(peak <= MOST_MEGABYTES)])
    if len(measured) > 1:
        small, large = measured[0], measured[-1]
        same = zip(small.forms, large.forms, strict=False)  # the small one has more forms, at its end
        for one, other in same:
            rates = small.rate(one), large.rate(other)
            reached = f"{rates[0]:,.0f} and {rates[1]:,.0f}: {rates[1] / rates[0]:.0%}"
            goal = f"{one.name}: rows a second, at least {SAME_RATE:.0%}"
            rows.append([goal, f"{small.rows:,} and {large.rows:,}", reached, _yes(rates[1] >= SAME_RATE * rates[0])])
    return table(["goal", "stored rows", "reached", "is it?"], rows)


def _yes(reached: bool) -> str:
    return "yes" if reached else "no"


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{counts[name]:,} {name}" for name in WRITTEN if counts.get(name))
