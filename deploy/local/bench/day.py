"""Measures a usual day: some of the rows change, with the history and without it in turn; and what a preview costs.

    .local/venv/standins/bin/python deploy/local/bench.py day [--rows 100000] [--rounds 3] [--percent 3]

After a first run over everything each round has two days. In each as many visits move by a minute; one day's run
writes the history, the other's does not, each of them first in every second round. Before the run with the history
its preview is taken. Takes some minutes and, for 100,000 stored rows, 3 GB of disk below .local/bench-day; nothing
else should run meanwhile.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.data import SIZES, Data, Size
from bench.report import machine_line
from bench.run import DETECTION, INSERVICE, PREFLIGHT, STATUS, Pipeline, Ran, Runner
from bench.table import put_into, table
from stand_ins.layout import LOCAL
from stand_ins.stack import Stack
from stand_ins.warehouse import catalog

STARTED = time.monotonic()
MARK = "day figures"
PATIENCE = 60
MOST_FOR_HISTORY, MOST_FOR_PREVIEW = 1.15, 1.2
WITH, WITHOUT = "with the history", "without"
FORESEEN = (DETECTION, INSERVICE, STATUS)  # what a preview goes through, behind the gate
GATE = "source"
WRITES = ("inserted", "updated", "repaired", "resolved", "deleted", "written")
DAY_SIZES = {size.rows: size for size in (*SIZES.values(), Size(100_000, 400_000, 20_000, 9_000))}


@dataclass(frozen=True)
class Day:
    """One run, and what it found changed."""

    how: str
    changed: float  # per cent of the stored rows that the run wrote
    run: Pipeline

    @property
    def tasks(self) -> float:
        return sum(self.run[task].seconds for task in FORESEEN)

    @property
    def reading(self) -> float:
        """The gate, and of the three tasks what they do beside the steps that wrote something."""
        writing = sum(step["duration_seconds"] for task in FORESEEN for step in _steps(self.run[task]) if _writes(step))
        return self.run[PREFLIGHT].of(GATE) + self.tasks - writing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, choices=sorted(DAY_SIZES), help="stored rows")
    parser.add_argument("--rounds", type=int, default=3, help="of two days each")
    parser.add_argument("--percent", type=float, default=3.0, help="of the stored rows that change in a day, about")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also gets the table, between its marks")
    arguments = parser.parse_args()
    load, size = os.getloadavg()[0], DAY_SIZES[arguments.rows]
    stack = Stack(LOCAL / "bench-day")
    shutil.rmtree(stack.folder / "runs", ignore_errors=True)
    try:
        data = Data(stack, size)
        data.make()
        days, previews = measure(data, arguments.rounds, arguments.percent)
        version = data.postgres_version()
    finally:
        stack.stop()
    lines = report(size.rows, days, previews)
    print("\n" + "\n".join(lines), flush=True)
    if arguments.markdown:
        put_into(arguments.markdown, [machine_line("make bench-day", version, load), "", *lines], MARK)


def measure(data: Data, rounds: int, percent: float) -> tuple[list[Day], list[Ran]]:
    """The days of all rounds, in their order, and the preview of each that has the history."""
    run = _runner(data, WITH).run("first")
    _say(f"first: {run.seconds:.1f} s")
    days: list[Day] = []
    previews: list[Ran] = []
    for number in range(rounds):
        for how in (WITH, WITHOUT) if number % 2 else (WITHOUT, WITH):
            change(data, f"{number} {how}", percent)
            data.settle()
            runner, name = _runner(data, how), f"{number}-{how.replace(' ', '-')}"
            if how == WITH:
                previews.append(runner.preview(f"{name}-preview"))
                _say(f"{name}: preview {previews[-1].seconds:.1f} s")
            run = runner.run(name)
            written = sum(run[task].counts.get(kind, 0) for task in (DETECTION, INSERVICE) for kind in WRITES)
            days.append(Day(how, 100 * written / data.size.rows, run))
            _say(f"{name}: {run.seconds:.1f} s, {days[-1].changed:.1f}% of the rows written")
    return days, previews


def change(data: Data, day: str, percent: float) -> None:
    """Moves visits of so many of the stored rows by a minute, among those that the next run looks at."""
    with data.connect() as session:
        chosen = session.execute(
            """select distinct on (md5(m."VisitID"::text || %(day)s)) m."VisitID"::text from conflictvisitmaps m
               where m."VisitID"::text = any(%(delta)s) and coalesce(m."StatusFlag", '') not in ('R', 'D')
               order by md5(m."VisitID"::text || %(day)s) limit %(most)s""",
            # a row of each order, and both change
            {"day": day, "delta": [str(visit) for visit in data.delta], "most": int(data.size.rows * percent / 200)},
        ).fetchall()
    data.stack.stop(("emulator",))  # it lets nobody else open its file
    with _opened(catalog.database_file(data.stack.folder / "warehouse")) as connection:
        connection.execute("CREATE TEMPORARY TABLE moved (id VARCHAR)")
        connection.executemany("INSERT INTO moved VALUES (?)", chosen)
        connection.execute(
            f"""UPDATE {catalog.SCHEMA}.FACTVISITCALLPERFORMANCE_CR
                SET "Scheduled Start Time" = "Scheduled Start Time" - INTERVAL 1 MINUTE
                WHERE lower(CAST("Visit Id" AS VARCHAR)) IN (SELECT id FROM moved)"""
        )
    data.stack.start("emulator")


def _opened(file: Path) -> duckdb.DuckDBPyConnection:
    """As soon as the stand-in has let go of it: its last thread may outlive it."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return duckdb.connect(str(file))
        except duckdb.IOException:
            if time.monotonic() > end:
                raise
            time.sleep(0.5)


def report(rows: int, days: list[Day], previews: list[Ran]) -> list[str]:
    head = ["day", "rows written, %", "all tasks, s", "detection to statuses, s", "preview, s", "reading half, s"]
    foreseen = iter(previews)
    lines = []
    for day in days:
        preview = next(foreseen).seconds if day.how == WITH else None
        lines.append([day.how, day.changed, day.run.seconds, day.tasks, preview, day.reading])
    told = [f"## A usual day of {rows:,} stored rows", "", *table(head, lines), ""]
    for what, of in (("all tasks", lambda day: day.run.seconds), ("detection to statuses", lambda day: day.tasks)):
        seconds = {how: statistics.median(of(day) for day in days if day.how == how) for how in (WITH, WITHOUT)}
        told.append(
            f"The history, {what}: {seconds[WITH] / seconds[WITHOUT]:.2f} times ({seconds[WITH]:.1f} s beside "
            f"{seconds[WITHOUT]:.1f} s; asked: at most {MOST_FOR_HISTORY})."
        )
    with_history = [day for day in days if day.how == WITH]
    preview = statistics.median(ran.seconds for ran in previews)
    for what, of, asked in (
        ("the reading half of its run", lambda day: day.reading, f"; asked: at most {MOST_FOR_PREVIEW}"),
        ("all of its three tasks", lambda day: day.tasks, ""),
    ):
        seconds = statistics.median(map(of, with_history))
        told.append(
            f"A preview beside {what}: {preview / seconds:.2f} times ({preview:.1f} s, {seconds:.1f} s{asked})."
        )
    return told


def _steps(ran: Ran) -> list[dict]:
    return ran.result["steps"]


def _writes(step: dict) -> bool:
    return any(step["counts"].get(kind) for kind in WRITES)


def _runner(data: Data, how: str) -> Runner:
    """On the port that the stand-in has now."""
    return Runner(data.stack, data.now, {"ENABLE_HISTORY": str(how == WITH).lower()})


def _say(text: str) -> None:
    print(f"{time.monotonic() - STARTED:7.0f} s  {text}", flush=True)


if __name__ == "__main__":
    main()
