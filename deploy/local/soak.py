#!/usr/bin/env python3
"""People click while every writing task works: two rows a click, in random order, 40 clicks a second.

    .local/venv/standins/bin/python deploy/local/soak.py [--rows 300000] [--with-history]

Fails where a task or a click fails, a click is lost, or one waits for more than five seconds; with the trigger of the
history also where a click is not noted once with who and what, or a task's change is noted as a click. Takes some
minutes and a few GB of disk below .local/soak.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from bench.clicks import CLICK, Clicks, Habit
from bench.data import Data, Size
from bench.run import DETECTION, INSERVICE, POSTFLIGHT, PREFLIGHT, STAGING, STATUS, Runner, watch
from stand_ins.layout import LOCAL
from stand_ins.prepare import Preparation
from stand_ins.processes import PartFailed
from stand_ins.stack import Stack

HABIT, LONGEST_WAIT = Habit(people=20, clicks_a_second=40, statement=CLICK), 5.0
LOCK, PLAN, CHUNK, ALL = "run_lock", "get_task02_chunks", "process_task02_chunk", "task_02"
MIGRATE = "migrate"
WORKERS = 3
EVERY_ROW = ("--skip-unchanged-records=false",)
SIZES = {
    size.rows: size
    for size in (Size(10_000, 100_000, 4_000, 500), Size(300_000, 600_000, 58_852, 27_526))  # the small one to try it
}


class Soak:
    """The tasks of both forms of a run, one after the other, people beside each."""

    def __init__(self, stack: Stack, size: Size, with_history: bool):
        self.stack, self.size, self.with_history = stack, size, with_history
        self.data = Data(stack, size)
        self.wrong: list[str] = []
        self.numbers = itertools.count(1)

    def make_data(self) -> None:
        self.stack.start("postgres")
        more = ["--stored-rows", str(self.size.rows), "--detected-pairs", str(self.size.pairs)]
        more += ["--inservice-pairs", str(self.size.inservice_pairs), "--now", self.data.now]
        preparation = Preparation(self.stack, lambda text: print(text, flush=True))
        preparation.make_data({"visits": self.size.visits, "seed": 1}, more)
        self.stack.start("emulator")
        self.runner = Runner(self.stack, self.data.now)
        if self.with_history:
            self._task(MIGRATE, "prepare", "--with-history")
        with self.data.connect() as session:
            self.rows = [row for (row,) in session.execute('select "ID" from conflictvisitmaps order by 1')]

    def run(self) -> None:
        print(f"{'task':32}{'seconds':>9}{'clicks':>8}{'longest wait':>14}{'failed':>8}{'lost':>6}{'misnoted':>10}")
        self._beside(PREFLIGHT, "--now", self.data.now)
        self._beside(STAGING)
        self._beside(DETECTION, *EVERY_ROW)
        self._beside(INSERVICE, *EVERY_ROW)
        self._beside(STATUS)
        self._beside(POSTFLIGHT)
        self._task(LOCK, "chunked", "--now", self.data.now, subcommand=("acquire",))
        self._beside(PLAN, run="chunked")
        planned = self.stack.folder / "runs" / "chunked" / f"{PLAN}.json"
        chunks = json.loads(planned.read_text())["details"]["chunk_ids"]
        before = self._last_event()
        with self._clicks() as clicks:
            begun = time.monotonic()
            with ThreadPoolExecutor(WORKERS) as pool:
                list(pool.map(lambda each: self._task(CHUNK, "chunked", f"--chunk-id={each}", *EVERY_ROW), chunks))
            seconds = time.monotonic() - begun
        self._judge(f"{len(chunks)} chunks, {WORKERS} at once", seconds, clicks, before)
        self._beside(ALL, *EVERY_ROW, run="chunked")
        self._beside(STATUS, "--enable-phase-b=false", run="chunked")
        self._task(LOCK, "chunked", subcommand=("release",))

    def _clicks(self) -> Clicks:
        return Clicks(self.data.connect, self.rows, HABIT)

    def _lost(self, clicks: Clicks) -> int:
        """A visit that was deleted, or a question that nobody answered, counts for more than a click."""
        with self.data.connect() as session:
            found = session.execute(
                """select count(*) from conflictvisitmaps where "ID" = any(%s)
                   and "StatusFlag" not in ('W', 'I', 'D') and coalesce("ConNoResponseFlag", '') <> 'Yes'""",
                (list(clicks.clicked),),
            )
            return found.fetchone()[0]

    def _differently_noted(self, clicks: Clicks, after: int) -> int:
        """Clicks that the history does not have, and those of its clicks behind that event which nobody made."""
        with self.data.connect() as session:
            found = session.execute(
                """select map_row_id, status_after, application_user from pipeline_history
                   where what = 'edited' and event_id > %s""",
                (after,),
            )
            noted = Counter(found.fetchall())
        return ((clicks.done - noted) + (noted - clicks.done)).total()

    def _beside(self, task: str, *more: str, run: str = "run") -> None:
        before = self._last_event()
        with self._clicks() as clicks:
            seconds = self._task(task, run, *more)
        self._judge(task, seconds, clicks, before)

    def _last_event(self) -> int:
        with self.data.connect() as session:
            return session.execute("select coalesce(max(event_id), 0) from pipeline_history").fetchone()[0]

    def _judge(self, what: str, seconds: float, clicks: Clicks, before: int) -> None:
        longest, failed, lost = clicks.longest, len(clicks.failures), self._lost(clicks)
        otherwise = self._differently_noted(clicks, before) if self.with_history else 0
        noted = otherwise if self.with_history else "-"
        print(f"{what:32}{seconds:9.1f}{len(clicks.waits):8}{longest:12.2f} s{failed:8}{lost:6}{noted:>10}", flush=True)
        if otherwise:
            self.wrong.append(f"{what}: {otherwise} click(s) not noted as they were, or noted and not made")
        if failed:
            self.wrong.append(f"{what}: {failed} click(s) failed: {', '.join(sorted(set(clicks.failures)))}")
        if lost:
            self.wrong.append(f"{what}: {lost} click(s) lost")
        if longest > LONGEST_WAIT:
            self.wrong.append(f"{what}: a click waited for {longest:.1f} s")

    def _task(self, task: str, run: str, *more: str, subcommand: tuple[str, ...] = ()) -> float:
        location = self.stack.folder / "runs" / run
        log = self.stack.folder / "logs" / f"{next(self.numbers)}-{task}.log"
        definition = self.runner.definitions.find(task)["containerDefinitions"][0]
        command = [*map(self.runner.definitions.command, definition["entryPoint"]), *subcommand]
        command += ["--run-id", f"soak-{run}", "--run-location", str(location), *more]
        begun = time.monotonic()
        exit_code, _ = watch(command, self.runner.environment, log)
        if exit_code:
            self.wrong.append(f"{task} {' '.join(more)}: exit code {exit_code}, see {log}")
        return time.monotonic() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=300_000, choices=SIZES)
    parser.add_argument("--with-history", action="store_true", help="with the trigger that notes what people do")
    arguments = parser.parse_args()
    stack = Stack(LOCAL / "soak")
    shutil.rmtree(stack.folder / "runs", ignore_errors=True)
    try:
        soak = Soak(stack, SIZES[arguments.rows], arguments.with_history)
        soak.make_data()
        soak.run()
    except PartFailed as failure:
        sys.exit(str(failure))
    finally:
        stack.stop()
    for each in soak.wrong:
        print(each)
    sys.exit(1 if soak.wrong else 0)


if __name__ == "__main__":
    main()
