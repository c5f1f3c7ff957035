"""The goals of the design, each with what was reached."""

from __future__ import annotations

from bench.before import WRITING_SIDE
from bench.report import CORE, Measured, rate_of, staging_limit, staging_rate
from bench.run import DETECTION, INSERVICE, STATUS, TASKS
from bench.table import table

MOST_MEGABYTES, SAME_MEMORY, SAME_RATE, AT_THE_LIMIT, START_SECONDS = 256, 1.2, 0.8, 0.9, 1.5
EXPLAINED_SECONDS = 3
WRITES = ("inserted", "updated", "repaired", "resolved", "reminders_inserted", "reminders_updated")
Goal = tuple[str, str, bool]


def goals(measured: list[Measured]) -> list[str]:
    """One table for all sizes."""
    rows = [
        [goal, f"{each.size.rows:,}", reached, "yes" if is_reached else "no"]
        for each in measured
        for goal, reached, is_reached in _of_one(each)
    ]
    if len(measured) > 1:
        both = f"{measured[0].size.rows:,} and {measured[-1].size.rows:,}"
        for goal, reached, is_reached in _of_growth(measured[0], measured[-1]):
            rows.append([goal, both, reached, "yes" if is_reached else "no"])
    return table(["goal", "stored rows", "reached", "is it?"], rows)


def _of_one(each: Measured) -> list[Goal]:
    found = [*_against_before(each), _staging(each)]
    for name, tasks in (("detection", (DETECTION,)), ("in-service", (INSERVICE,)), ("all tasks", TASKS)):
        found.append(_unchanged(each, name, tasks))
    found.append(_unchanged(each, "the four tasks between pre- and postflight", CORE))
    written = sum(each.third[task].counts.get(name, 0) for task in CORE for name in WRITES)
    found.append(("the third run writes nothing but staging", f"{written:,} rows", written == 0))
    task = max(TASKS, key=each.peak)
    peak = each.peak(task)
    found.append((f"peak memory of any task {MOST_MEGABYTES} MB", f"{peak:.0f} MB ({task})", peak <= MOST_MEGABYTES))
    if each.explained:
        slowest, told = max(each.explained.items(), key=lambda one: one[1].asking)
        goal = f"explain, an answer within {EXPLAINED_SECONDS} s of its first statement to the warehouse"
        found.append((goal, f"{told.asking:.1f} s ({slowest})", told.asking <= EXPLAINED_SECONDS))
    outside = {task: min(run[task].outside_steps() for run in each.runs) for task in TASKS}
    task = max(outside, key=outside.get)
    reached = f"{outside[task]:.1f} s outside its steps, start and end ({task})"
    return [*found, (f"start of a task under {START_SECONDS} s", reached, outside[task] <= START_SECONDS)]


def _against_before(each: Measured) -> list[Goal]:
    before, found = each.before, []
    if each.before.recorded:
        writing = before.phases(WRITING_SIDE)
        found.append(_times("conflict update, writing side: 8 times", 8, writing, each.writing_side()))
        total = before.seconds(DETECTION) - before.phases(("warehouse statements", "read and copied"))
        goal = "conflict update, the warehouse's share aside: 4 times"
        found.append(_times(goal, 4, total, each.ours(DETECTION)))
        found.append(
            _times("conflict update, whole: 4 times", 4, before.seconds(DETECTION), each.first[DETECTION].seconds)
        )
    found.append(_times("in-service: 20 times", 20, before.inservice, each.first[INSERVICE].seconds))
    found.append(
        _times("in-service, the warehouse's share aside: 20 times", 20, before.inservice, each.ours(INSERVICE))
    )
    if each.before.recorded:
        found.append(_times("status management: 4 times", 4, before.seconds(STATUS), each.first[STATUS].seconds))
    return found


def _times(goal: str, wanted: float, before: float, ours: float) -> Goal:
    times = before / max(ours, 0.001)
    return goal, f"{times:.1f} times ({before:.1f} s, {ours:.1f} s)", times >= wanted


def _staging(each: Measured) -> Goal:
    share = staging_rate(each) / staging_limit(each)
    return "copy to staging at the limit of INSERT ... SELECT", f"{share:.0%} of it", share >= AT_THE_LIMIT


def _unchanged(each: Measured, name: str, tasks: tuple[str, ...]) -> Goal:
    third, new = (sum(run[task].seconds for task in tasks) for run in (each.third, each.new))
    reached = f"{third / new:.0%} ({third:.1f} s of {new:.1f} s)"
    return f"nothing changed, {name}: under a fifth of all new", reached, third < new / 5


def _of_growth(small: Measured, large: Measured) -> list[Goal]:
    peaks = [max(map(each.peak, TASKS)) for each in (small, large)]
    found = [("the same memory", f"{peaks[0]:.0f} and {peaks[1]:.0f} MB", peaks[1] <= SAME_MEMORY * peaks[0])]
    for name, rates in (
        ("detection, pairs a second", [rate_of(each.pairs, each.ours(DETECTION)) for each in (small, large)]),
        (
            "in-service, pairs a second",
            [rate_of(each.inservice_pairs, each.ours(INSERVICE)) for each in (small, large)],
        ),
        ("staging, rows a second", [staging_rate(each) for each in (small, large)]),
        ("status, stored rows a second", [rate_of(each.size.rows, each.ours(STATUS)) for each in (small, large)]),
    ):
        reached = f"{rates[0]:,.0f} and {rates[1]:,.0f}: {rates[1] / max(rates[0], 0.001):.0%}"
        found.append((f"growth, {name}: at least {SAME_RATE:.0%}", reached, rates[1] >= SAME_RATE * rates[0]))
    return found
