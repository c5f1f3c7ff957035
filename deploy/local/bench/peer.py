"""Measures the older container and ours side by side: the same database, the same warehouse stand-in, in turn.

    .local/venv/standins/bin/python deploy/local/bench.py peer --peer-dir DIR --peer-python PYTHON [--rows 300000]

DIR is a checkout of the older container, PYTHON one with what its requirements.txt names, snowflake-connector-python
below 5. The checkout is copied to .local/bench-peer/peer and left as it is. Data are generated once, dated to this
moment: both systems go by the clock. Every round of each begins with the same tables, and is a first run and one over
unchanged data. For 300 thousand stored rows it takes half an hour and 8 GB of disk below .local/bench-peer; nothing
else should run then, and midnight (UTC) should not pass.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench import peer_source
from bench.data import SIZES, Data, Size
from bench.peer_container import Container, Took, Unfit, connector_version
from bench.peer_report import FIRST, OLDER, OURS, UNCHANGED, Rounds, Run, Task, report
from bench.report import machine_line
from bench.run import Ran, Runner
from bench.table import put_into
from bench.warehouse import Warehouse
from stand_ins import postgres
from stand_ins.layout import LOCAL
from stand_ins.processes import PartFailed
from stand_ins.stack import Stack
from stand_ins.warehouse.asked import KEPT

STARTED = time.monotonic()
MARK = "peer figures"
ROUNDS = 3
DATABASE = "bench_peer"
LEFT = {
    "stored": "count(*)",
    "not resolved": """count(*) filter (where "StatusFlag" <> 'R')""",
    "in-service": """count(*) filter (where "InServiceFlag" = 'Y')""",
}


def main() -> None:
    arguments = parse_arguments()
    try:
        connector = connector_version(arguments.peer_dir, arguments.peer_python)
    except Unfit as reason:
        sys.exit(f"make bench-peer: {reason}.")
    load, day, size = os.getloadavg()[0], _today(), SIZES[arguments.rows]
    stack = Stack(LOCAL / "bench-peer")
    try:
        bench = Bench(stack, size, Path(arguments.peer_dir), arguments.peer_python)
        rounds = bench.measure()
        version = bench.data.postgres_version()
    except PartFailed as reason:
        sys.exit(str(reason))
    finally:
        stack.stop()
    lines = [
        machine_line("make bench-peer", version, load),
        "",
        f"{size.rows:,} stored rows, {size.visits:,} visits, medians of {ROUNDS} rounds; load when it ended: "
        f"{os.getloadavg()[0]:.1f}; the older container with snowflake-connector-python {connector}.",
    ]
    if day != _today():
        lines += ["", "**Midnight passed meanwhile: the older container's window moved by a day. Measure again.**"]
    lines += ["", *report(Rounds(rounds))]
    print("\n" + "\n".join(lines), flush=True)
    if arguments.markdown:
        put_into(arguments.markdown, lines, MARK)


def parse_arguments(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer-dir", default="", metavar="DIR", help="a checkout of the older container")
    parser.add_argument("--peer-python", default="", metavar="PYTHON", help="the Python that runs it")
    parser.add_argument("--rows", type=int, default=300_000, help=f"stored rows: {', '.join(map(str, SIZES))}")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also gets the tables, between its marks")
    arguments = parser.parse_args(words)
    if arguments.rows not in SIZES:
        parser.error(f"--rows: {arguments.rows} is none of {', '.join(map(str, SIZES))}")
    return arguments


class Bench:
    """The data of one size, and the two systems in turn on copies of them."""

    def __init__(self, stack: Stack, size: Size, folder: Path, python: str):
        self.stack, self.data = stack, Data(stack, size)
        self.folder, self.python = folder, python

    def measure(self) -> list[Run]:
        _say(f"{self.data.size.rows:,} stored rows, {self.data.size.visits:,} visits")
        self.data.make(peer_source.level_source)
        with self.data.connect() as session:
            peer_source.level_stored(session)
        self.warehouse = Warehouse(self.stack.state["emulator"]["port"])
        container = Container(self.stack, self.folder, self.python, DATABASE)
        ours = Runner(self.stack, None, {"HOME": str(self.stack.folder / "home")})
        ours.environment["POSTGRES_DATABASE"] = DATABASE
        self._begin_anew()
        ours.make_class_archives("classes")
        systems = {OURS: lambda name: ours.run(name).tasks, OLDER: container.run}
        runs: list[Run] = []
        for number in range(1, ROUNDS + 1):
            for system, run in systems.items():
                self._begin_anew()
                for name in (FIRST, UNCHANGED):
                    runs.append(self._run(system, name, run(f"{system}-{number}-{name}")))
        self._drop()
        return runs

    def _run(self, system: str, name: str, ran: Mapping[str, Ran | Took]) -> Run:
        """With the stand-in's share measured: the same statements again."""
        tasks = {}
        for task, each in ran.items():
            failed = getattr(each, "failed", "")
            if len(each.asked) >= KEPT:
                raise RuntimeError(f"{task} of {system} sent more statements than the stand-in keeps, {KEPT}.")
            share = self.warehouse.repeat(each.asked) if each.asked and not failed else 0.0
            tasks[task] = Task(each.seconds, share, each.megabytes, failed)
            if failed:
                _say(f"{system}, {name}: {task} failed: {failed}")
        _say(f"{system}, {name}: {sum(each.seconds for each in ran.values()):.1f} s")
        schema = self.stack.state["postgres"]["schema"]
        counted = self._ask(f"select {', '.join(LEFT.values())} from {schema}.conflictvisitmaps", DATABASE)
        return Run(system, name, tasks, dict(zip(LEFT, map(int, counted.split("|")), strict=True)))

    def _begin_anew(self) -> None:
        self._drop()
        self._ask(f"create database {DATABASE} template {postgres.DATABASE}")
        self._ask("vacuum (analyze)", DATABASE)  # a copy is vacuumed as its template is, and the server does not know
        self._ask("checkpoint")

    def _drop(self) -> None:
        self._ask(f"drop database if exists {DATABASE} with (force)")

    def _ask(self, sql: str, database: str = "postgres") -> str:
        return postgres.psql(self.stack.state["postgres"], sql, database)


def _today() -> str:
    return time.strftime("%Y-%m-%d", time.gmtime())


def _say(text: str) -> None:
    print(f"{time.monotonic() - STARTED:7.0f} s  {text}", flush=True)
