"""Measures three nights at production's size, with people clicking beside them: every task's time, memory, WAL,
temporary files, how long a click waited, and which statements did more than their input asks for.

    .local/venv/standins/bin/python deploy/local/bench.py production [--rows 300000,9000000] [--markdown FILE]

The first night comes over what the older system left, the ordinary one over a day's changes, the unchanged one over
nothing new. Data and nights that were measured are kept below .local/bench-production: a bench that was stopped goes on
with the night that was not; --from begins with an earlier one, on what the nights left, --fresh with new data.
"""

from __future__ import annotations

import argparse
import calendar
import contextlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.clicks import TOUCH, Clicks, Habit
from bench.plans import Plans, server
from bench.production_data import ProductionData, Scale
from bench.production_report import FIRST, NIGHTS, report
from bench.report import machine_line
from bench.run import Pipeline, Runner
from bench.table import put_into
from stand_ins.layout import LOCAL
from stand_ins.processes import PartFailed
from stand_ins.stack import Stack

STARTED = time.monotonic()
HOME, MARK = LOCAL / "bench-production", "production figures"
PROBE = Habit(people=5, clicks_a_second=10, statement=TOUCH)
A_DAY = 86_400
# Of disk at the most: both staging tables while they change places, stored rows in two versions, the warehouse.
KILOBYTES_A_ROW, KILOBYTES_SPARED = 8.2, 1.7
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
READ = """select (select wal_bytes from pg_stat_wal), sum(temp_bytes), sum(temp_files) from pg_stat_database"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="300000,9000000", help="stored rows, the size to compare with first")
    parser.add_argument("--from", dest="from_night", choices=NIGHTS, help="measure again from this night on")
    parser.add_argument("--fresh", action="store_true", help="make the data anew")
    parser.add_argument("--spare", action="store_true", help="less disk: each night finds staging empty")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also gets the tables, between its marks")
    arguments = parser.parse_args()
    for stopped in (signal.SIGINT, signal.SIGTERM):  # also where it was started in the background
        signal.signal(stopped, signal.default_int_handler)
    load, measured = os.getloadavg()[0], []
    try:
        for rows in map(int, arguments.rows.split(",")):
            measured.append(Bench(rows, arguments.spare).run(arguments.fresh, arguments.from_night))
    except PartFailed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit("Stopped. Called again, it goes on with the night that was not finished.")
    lines = [machine_line("make bench-production", measured[-1]["postgres"], load), "", *report(measured)]
    print("\n" + "\n".join(lines), flush=True)
    if arguments.markdown:
        put_into(arguments.markdown, lines, MARK)


class Bench:
    """One size: its data, and what was measured of it so far."""

    def __init__(self, rows: int, spare: bool):
        self.scale, self.spare = Scale(rows), spare
        self.stack = Stack(HOME / str(rows), server(HOME / "postgres"))
        self.file = self.stack.folder / "measured.json"
        self.measured: dict = json.loads(self.file.read_text()) if self.file.exists() else {}

    def run(self, fresh: bool, from_night: str | None) -> dict:
        try:
            if fresh or not self.measured.get("made"):
                self._make()
            data = ProductionData(self.stack, self.scale, self.measured["now"])
            self.stack.start("postgres", "emulator")
            if from_night:
                self._forget(from_night)
            for night in NIGHTS:
                if night not in self.measured["nights"]:
                    self._night(night, data)
            return self.measured
        finally:
            self.stack.stop()

    def _forget(self, from_night: str) -> None:
        """What was measured of this night and those after it."""
        for night in NIGHTS[NIGHTS.index(from_night) :]:
            self.measured["nights"].pop(night, None)
        self._save()

    def _make(self) -> None:
        self.stack.stop()
        shutil.rmtree(self.stack.folder, ignore_errors=True)
        self._needs_room()
        _say(f"{self.scale.rows:,} stored rows, {self.scale.visits:,} visits: one world and its copies")
        # Its nights are yesterday's and this one: no task is told a time to come.
        now = time.strftime(MOMENT, time.gmtime(time.time() - A_DAY))
        data = ProductionData(self.stack, self.scale, now)
        self.stack.start("postgres")
        data.make()
        self.measured = {"rows": self.scale.rows, "visits": self.scale.visits, "now": now, "nights": {}, "made": True}
        self.measured["postgres"] = data.data.postgres_version()
        self._save()
        _say("made")

    def _needs_room(self) -> None:
        HOME.mkdir(parents=True, exist_ok=True)
        kilobytes = KILOBYTES_A_ROW - KILOBYTES_SPARED * self.spare
        needed, free = self.scale.rows * kilobytes / 1e6, shutil.disk_usage(HOME).free / 1e9
        if free < needed:
            where = f"below {HOME}, where {free:.0f} GB are free (--spare needs less)."
            sys.exit(f"{self.scale.rows:,} rows need {needed:.0f} GB {where}")

    def _save(self) -> None:
        new = self.file.with_suffix(".new")
        new.write_text(json.dumps(self.measured, indent=1))
        new.replace(self.file)

    def _night(self, night: str, data: ProductionData) -> None:
        if night != FIRST and not self.measured.get("a day later"):
            data.tomorrow()
            self.measured["a day later"] = True
            self._save()
        runner = Runner(self.stack, _moment(self.measured["now"], 0 if night == FIRST else A_DAY))
        if self.spare:
            with data.data.connect() as session:
                session.execute("truncate conflictlog_staging")
        data.data.settle()
        beside = Beside(self.stack, data)
        tries = self.measured.setdefault("tries", {})
        tries[night] = tries.get(night, 0) + 1
        self._save()
        run = runner.run(f"{night}-{tries[night]}", beside.task)
        self.measured["nights"][night] = _told(run, beside)
        with data.data.connect() as session:
            size = session.execute("select pg_database_size(current_database())").fetchone()[0]
        self.measured["nights"][night]["gigabytes"] = size / 1e9
        self._save()
        _say(f"{night} night: {run.seconds:.1f} s, the database then has {size / 1e9:.1f} GB")


class Beside:
    """People and readings beside each task of a night."""

    def __init__(self, stack: Stack, data: ProductionData):
        self.data, self.rows = data.data, data.clicked()
        self.plans = Plans(stack.folder / "postgres" / "data")
        self.told: dict[str, dict] = {}

    @contextlib.contextmanager
    def task(self, task: str) -> Iterator[None]:
        self.plans.new()
        before = self._read()
        with Clicks(self.data.connect, self.rows, PROBE) as clicks:
            yield
        time.sleep(1)  # until the server has written down what ended sessions did
        wal, temporary, files = (after - was for after, was in zip(self._read(), before, strict=True))
        self.told[task] = {
            "wal": wal / 1e6,
            "temporary": temporary / 1e6,
            "temporary_files": files,
            "clicks": len(clicks.waits),
            "longest": clicks.longest,
            "failed": len(clicks.failures),
            "plans": [[plan.statement, plan.seconds, plan.too_much] for plan in self.plans.new() if plan.too_much],
        }
        _say(f"{task}: {wal / 1e6:,.0f} MB of WAL, a click waited {clicks.longest:.2f} s")

    def _read(self) -> list[float]:
        with self.data.connect() as session:
            return [float(each) for each in session.execute(READ).fetchone()]


def _told(run: Pipeline, beside: Beside) -> dict:
    """What the tables are made of, task by task."""
    tasks = {}
    for task, ran in run.tasks.items():
        measures = {"seconds": ran.seconds, "megabytes": ran.megabytes, "outside": ran.outside_steps()}
        tasks[task] = {**measures, "steps": ran.steps, "counts": ran.counts, **beside.told[task]}
    return {"tasks": tasks}


def _moment(now: str, later: int) -> str:
    return time.strftime(MOMENT, time.gmtime(calendar.timegm(time.strptime(now, MOMENT)) + later))


def _say(text: str) -> None:
    print(f"{time.monotonic() - STARTED:7.0f} s  {text}", flush=True)
