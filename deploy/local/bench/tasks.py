"""Measures every task of a run: ours by step, what PostgreSQL does at most in the same run, the system before this one.

    .local/venv/standins/bin/python deploy/local/bench.py [tasks] [--rows 300000,1000000] [--markdown FILE]
    (or: bench.py chunked, bench.py start; each with --help)

For each number of stored rows: a first run over them, a second and a third over unchanged data, one that finds all of
its pairs and reminders new, and the same with one writer and with four. Takes some minutes and, for a million stored
rows, 12 GB of disk below .local/bench; nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import time
from pathlib import Path

from bench.data import SIZES, Data, Size
from bench.goals import goals
from bench.last import FIGURES, against_last, figures, last
from bench.limits import measure
from bench.report import Measured, machine, report
from bench.run import DETECTION, INSERVICE, Explained, Pipeline, Runner
from bench.table import put_into
from stand_ins.layout import LOCAL, ROOT
from stand_ins.stack import Stack

STARTED = time.monotonic()
DEFAULT_WRITERS = 2
WRITERS = (DEFAULT_WRITERS, 1, 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="300000,1000000", help=f"stored rows: {', '.join(map(str, SIZES))}")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="also gets the tables (docs/benchmarks.md has a place)"
    )
    arguments = parser.parse_args()
    wanted = [int(each) for each in arguments.rows.split(",")]
    for rows in wanted:
        if rows not in SIZES:
            parser.error(f"--rows: {rows} is none of {', '.join(map(str, SIZES))}")
    before = last(ROOT / FIGURES)
    measured, lines, load = [], [], os.getloadavg()[0]
    for rows in wanted:
        measured.append(bench(SIZES[rows]))
        lines += _show([*report(measured[-1]), ""])
    lines += _show(["## Against the goals", "", *goals(measured), ""])
    _show(against_last(before, figures(lines)))
    if arguments.markdown:
        put_into(arguments.markdown, [*machine(measured[0], load), *lines])


def bench(size: Size) -> Measured:
    """Everything about one size."""
    _say(f"{size.rows:,} stored rows, {size.visits:,} visits")
    stack = Stack(LOCAL / "bench")
    shutil.rmtree(stack.folder / "runs", ignore_errors=True)
    try:
        data = Data(stack, size)
        data.make()
        _say("limits")
        limits = measure(stack.state["postgres"]["dsn"], stack.state["postgres"]["schema"])
        runner = Runner(stack, data.now)
        first, second, third = (_run(runner, data, name) for name in ("first", "second", "third"))
        alone = {task: runner.warehouse.repeat(first[task].asked) for task in (DETECTION, INSERVICE)}
        explained = _explain(runner, data)
        by_writers = {writers: _all_new(runner, data, writers) for writers in WRITERS}
        new = by_writers[DEFAULT_WRITERS]
        return Measured(size, limits, first, second, third, new, alone, data.postgres_version(), by_writers, explained)
    finally:
        stack.stop()


def _explain(runner: Runner, data: Data) -> dict[str, Explained]:
    """What explain is asked for of one stored conflict, the median of five of them."""
    with data.connect() as session:
        rows = session.execute(
            """select "VisitID"::text, "ConVisitID"::text, "CONFLICTID" from conflictvisitmaps
               where "StatusFlag" in ('N', 'U') and coalesce("InServiceFlag", 'N') <> 'Y'
                 and coalesce("PTOFlag", 'N') <> 'Y' and "CONFLICTID" is not null
               order by md5("ID"::text) limit 5"""
        ).fetchall()
    asked = {
        "a pair": lambda a, b, _: ("--visit", a, "--visit", b),
        "all partners of a visit": lambda a, *_: ("--visit", a),
        "the pairs of a conflict": lambda *row: ("--conflict-id", str(row[2])),
    }
    told = {what: _median([runner.explain(*of(*row)) for row in rows]) for what, of in asked.items()}
    _say(f"explained: {', '.join(f'{what} {each.asking:.1f} s' for what, each in told.items())}")
    return told


def _median(told: list[Explained]) -> Explained:
    return Explained(*(statistics.median(getattr(each, part) for each in told) for part in ("seconds", "asking")))


def _all_new(runner: Runner, data: Data, writers: int) -> Pipeline:
    _say(f"{data.forget_what_is_found():,} rows taken out")
    runner.environment["WRITERS"] = str(writers)
    return _run(runner, data, f"all-new-{writers}")


def _run(runner: Runner, data: Data, name: str) -> Pipeline:
    data.settle()
    run = runner.run(name)
    _say(f"{name}: {run.seconds:.1f} s")
    return run


def _say(text: str) -> None:
    print(f"{time.monotonic() - STARTED:7.0f} s  {text}", flush=True)


def _show(lines: list[str]) -> list[str]:
    print("\n" + "\n".join(lines), flush=True)
    return lines
