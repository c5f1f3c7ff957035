"""Measures detection in chunks: with 1 worker and with 5, and in one go, beside the limits of the same PostgreSQL.

    .local/venv/standins/bin/python deploy/local/bench.py chunked [--rows 50000,1000000] [--markdown FILE]

Every form works on a copy of the same database: the generated warehouse as a replica, and as many stored rows. Takes
some minutes and, for a million stored rows, 25 GB of disk below .local/bench-chunked; nothing else should run then.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.chunked_report import Form, Measured, report
from bench.last import FIGURES, against_last, figures, last
from bench.limits import measure
from bench.report import machine_line
from bench.run import plain_environment, watch
from bench.table import put_into
from stand_ins import postgres
from stand_ins.aws.task_definitions import TaskDefinitions
from stand_ins.layout import LOCAL, ROOT
from stand_ins.prepare import Preparation
from stand_ins.processes import PartFailed
from stand_ins.stack import Stack

STARTED = time.monotonic()
MARK = "chunked figures"
PLAN, CHUNK, ALL, SUMMARY = "get_task02_chunks", "process_task02_chunk", "task_02", "summarize_task02_chunks"
EVERY_ROW = ("--skip-unchanged-records=false",)
# The data have two rows a key: with 1,000 keys a chunk, the default, starting Java is half of the work.
LARGE_CHUNKS = ("--max-keys-per-chunk=5000",)
ALL_FORMS_UP_TO = 50_000


@dataclass(frozen=True)
class Size:
    """Stored rows, and visits in the replica."""

    rows: int
    visits: int


SIZES = {size.rows: size for size in (Size(5_000, 50_000), Size(50_000, 200_000), Size(1_000_000, 2_000_000))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="50000,1000000", help=f"stored rows: {', '.join(map(str, SIZES))}")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also gets the tables, between its marks")
    arguments = parser.parse_args()
    wanted = [int(each) for each in arguments.rows.split(",")]
    for rows in wanted:
        if rows not in SIZES:
            parser.error(f"--rows: {rows} is none of {', '.join(map(str, SIZES))}")
    before = last(ROOT / FIGURES, MARK)
    load, measured = os.getloadavg()[0], [_bench(SIZES[rows]) for rows in wanted]
    lines = [machine_line("make bench-chunked", measured[0].postgres, load), "", *report(measured)]
    print("\n".join(["", *lines, "", *against_last(before, figures(lines))]), flush=True)
    if arguments.markdown:
        put_into(arguments.markdown, lines, MARK)


def _bench(size: Size) -> Measured:
    """Every form over one size."""
    _say(f"{size.rows:,} stored rows, {size.visits:,} visits")
    stack = Stack(LOCAL / "bench-chunked")
    shutil.rmtree(stack.folder / "runs", ignore_errors=True)
    try:
        bench = _Bench(stack, size)
        bench.make_data()
        bench.make_class_archive()
        _say("limits")
        limits = measure(stack.state["postgres"]["dsn"], stack.state["postgres"]["schema"])
        forms = [
            bench.chunked("5 workers", 5),
            bench.chunked("5 workers, large chunks", 5, LARGE_CHUNKS),
            bench.sequential("in one go (task_02)"),
        ]
        if size.rows <= ALL_FORMS_UP_TO:
            forms += [
                bench.chunked("1 worker", 1),
                bench.chunked("1 worker, large chunks", 1, LARGE_CHUNKS),
                bench.chunked("1 worker, every row written", 1, more=EVERY_ROW),
                bench.chunked("5 workers, every row written", 5, more=EVERY_ROW),
            ]
        return Measured(size.rows, limits, forms, bench.postgres_version())
    finally:
        stack.stop()


class _Bench:
    """The data of one size, and the forms at work on copies of it."""

    def __init__(self, stack: Stack, size: Size):
        self.stack, self.size = stack, size
        self.now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.definitions = TaskDefinitions(ROOT / "deploy" / "aws" / "tasks", ROOT / "tasks")
        self.class_archive = stack.folder / f"{CHUNK}.jsa"

    def make_data(self) -> None:
        self.stack.start("postgres")
        more = ["--stored-rows", str(self.size.rows), "--now", self.now]
        preparation = Preparation(self.stack, lambda text: print(text, flush=True))
        preparation.make_data({"visits": self.size.visits, "seed": 1}, more)
        (self.stack.folder / "demo" / "conflictvisitmaps.csv").unlink()  # loaded
        self._ask("vacuum (analyze)")

    def postgres_version(self) -> str:
        return self._ask("show server_version")

    def make_class_archive(self) -> None:
        """As the image has one; kept in the bench's own folder."""
        self.class_archive.unlink(missing_ok=True)
        with _Copy(self, "class archive") as copy:
            copy.run(PLAN, PLAN)
            copy.run(CHUNK, f"{CHUNK}_1", "--chunk-id=1", java=(f"-XX:ArchiveClassesAtExit={self.class_archive}",))

    def chunked(self, name: str, workers: int, plan: tuple[str, ...] = (), more: tuple[str, ...] = ()) -> Form:
        """Plan, chunks by so many workers, summary."""
        with _Copy(self, name) as copy:
            planned, _ = copy.run(PLAN, PLAN, *plan)
            chunks = json.loads((copy.location / f"{PLAN}.json").read_text())["details"]["chunk_ids"]
            started = time.monotonic()
            with ThreadPoolExecutor(workers) as pool:
                ran = list(
                    pool.map(lambda each: copy.run(CHUNK, f"{CHUNK}_{each}", f"--chunk-id={each}", *more), chunks)
                )
            seconds = time.monotonic() - started
            copy.run(SUMMARY, SUMMARY)
            told = json.loads((copy.location / f"{SUMMARY}.json").read_text())
            peak = max(megabytes for _, megabytes in ran)
            return Form(
                name, workers, len(chunks), planned, seconds, told["details"]["work_seconds"], peak, told["counts"]
            )

    def sequential(self, name: str) -> Form:
        """All keys in one go."""
        with _Copy(self, name) as copy:
            seconds, peak = copy.run(ALL, ALL)
            counts = json.loads((copy.location / f"{ALL}.json").read_text())["counts"]
            return Form(name, 1, None, None, seconds, None, peak, counts)

    def _ask(self, sql: str) -> str:
        return postgres.psql(self.stack.state["postgres"], sql)


class _Copy:
    """A copy of the database for one form, with the lock taken for its run; dropped at its end."""

    def __init__(self, bench: _Bench, name: str):
        self.bench, self.name = bench, "".join(c if c.isalnum() else "_" for c in name)
        self.connection = bench.stack.state["postgres"]
        self.database = f"bench_{self.name}"
        self.location = bench.stack.folder / "runs" / self.name
        environment = Preparation(bench.stack, print).connection()
        self.environment = {**plain_environment(), **environment, "POSTGRES_DATABASE": self.database}

    def __enter__(self) -> _Copy:
        self._drop()
        postgres.psql(self.connection, f"create database {self.database} template {postgres.DATABASE}", "postgres")
        with psycopg.connect(postgres.dsn(self.connection, self.database), autocommit=True) as session:
            session.execute("checkpoint")
        self.run("run_lock", "run_lock", subcommand="acquire")
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()

    def run(
        self, task: str, name: str, *more: str, subcommand: str | None = None, java: tuple[str, ...] = ()
    ) -> tuple[float, float]:
        """One command as ECS would start it: its seconds and its resident peak."""
        log = self.bench.stack.folder / "logs" / f"{self.name}-{name}.log"
        entry_point = self.bench.definitions.find(task)["containerDefinitions"][0]["entryPoint"]
        if task == CHUNK and self.bench.class_archive.exists():
            java = (*java, f"-XX:SharedArchiveFile={self.bench.class_archive}")
        command = [self.bench.definitions.command(word) for word in [entry_point[0], *java, *entry_point[1:]]]
        command += [subcommand] if subcommand else []
        command += ["--run-id", f"bench-{self.name}", "--run-location", str(self.location)]
        command += [*more, *([] if task == SUMMARY else ["--now", self.bench.now])]
        started = time.monotonic()
        exit_code, megabytes = watch(command, self.environment, log)
        if exit_code:
            raise PartFailed(name, f"it ended with exit code {exit_code}", log)
        seconds = time.monotonic() - started
        if not more or task != CHUNK:
            _say(f"{self.name}: {name} {seconds:.1f} s")
        return seconds, megabytes

    def _drop(self) -> None:
        postgres.psql(self.connection, f"drop database if exists {self.database} with (force)", "postgres")


def _say(text: str) -> None:
    print(f"{time.monotonic() - STARTED:7.0f} s  {text}", flush=True)
