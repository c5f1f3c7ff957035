#!/usr/bin/env python3
"""Measures detection: ours by step, what PostgreSQL does at most in the same run, and the system before this one.

    .local/venv/standins/bin/python deploy/local/bench.py [--rows 300000,1000000]

Takes some minutes and, for a million stored rows, 10 GB of disk below .local/bench; nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import bench_limits
from aws_parts import snowflake_key
from layout import HERE, LOCAL, ROOT
from prepare import Preparation
from processes import PartFailed
from stack import Stack
from task_definitions import TaskDefinitions

TASK = "task02_00_conflict_update"


PHASES = {
    "warehouse statements": ("delta", "base_visits", "pairs"),
    "read and copied": ("copy_visits", "copy_pairs", "copy_delta"),
    "compared": ("classify",),
    "written": ("write",),
    "stale rows": ("stale_cleanup",),
}


@dataclass(frozen=True)
class Size:
    """How much data, and what the system before this one needed (recorded, on a machine of this kind)."""

    visits: int
    pairs: int
    seconds: float = 0
    megabytes: float = 0
    phases: tuple[float, ...] = ()


SIZES = {
    300_000: Size(1_000_000, 58_852, 27.0, 691, (4.9, 3.7, 1.0, 14.6, 1.5)),
    1_000_000: Size(2_000_000, 188_094, 85.6, 994, (13.2, 6.0, 7.0, 48.6, 6.8)),
    3_000_000: Size(6_000_000, 564_282),
}


@dataclass(frozen=True)
class Ran:
    """One run of the command: from outside, and as its result document tells it."""

    seconds: float
    megabytes: float
    result: dict

    def of(self, steps: tuple[str, ...] | list[str]) -> float:
        return sum(step["duration_seconds"] for step in self.result["steps"] if step["name"] in steps)

    def but(self, steps: list[str]) -> float:
        return sum(step["duration_seconds"] for step in self.result["steps"] if step["name"] not in steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="300000,1000000", help=f"stored rows: {', '.join(map(str, SIZES))}")
    arguments = parser.parse_args()
    for rows in (int(each) for each in arguments.rows.split(",")):
        if rows not in SIZES:
            parser.error(f"--rows: {rows} is none of {', '.join(map(str, SIZES))}")
        bench(rows, SIZES[rows])


def bench(rows: int, size: Size) -> None:
    print(f"\n{rows:,} stored rows, {size.visits:,} visits, about {size.pairs:,} detected pairs", flush=True)
    stack = Stack(LOCAL / "bench")
    try:
        now = _data(stack, rows, size)
        limits = bench_limits.measure(stack.state["postgres"]["dsn"], stack.state["postgres"]["schema"])
        show(size, run(stack, now, "first"), run(stack, now, "second"), limits)
    finally:
        stack.stop()


def _data(stack: Stack, rows: int, size: Size) -> str:
    """Generates, migrates and loads; returns the moment that the data call now."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    more = ["--stored-rows", str(rows), "--detected-pairs", str(size.pairs), "--now", now]
    stack.start("postgres")
    preparation = Preparation(stack, lambda text: print(text, flush=True))
    preparation.make_data({"visits": size.visits, "seed": 1}, more)
    stack.start("emulator")
    return now


def run(stack: Stack, now: str, name: str) -> Ran:
    """Runs the command as ECS would, and watches it from outside."""
    definitions = TaskDefinitions(HERE.parent / "aws" / "tasks", ROOT / "tasks")
    entry_point = definitions.find(TASK)["containerDefinitions"][0]["entryPoint"]
    location = stack.folder / "runs" / name
    command = [definitions.command(word) for word in entry_point]
    command += ["--run-id", f"bench-{name}", "--run-location", str(location), "--now", now]
    log = stack.folder / "logs" / f"{name}.log"
    started = time.monotonic()
    with log.open("wb") as out:
        environment = {**os.environ, **Preparation(stack, print).connection(), **_warehouse(stack)}
        child = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise PartFailed(TASK, f"it ended with exit code {child.returncode}", log)
    result = json.loads((location / f"{TASK}.json").read_text())
    return Ran(time.monotonic() - started, usage.ru_maxrss / 1024, result)


def show(size: Size, first: Ran, second: Ran, limits: dict[str, float]) -> None:
    """One table: the first run, the second in which nothing changed, the system before this one."""
    print(f"\n  {'':<26}{'first run':>12}{'unchanged':>12}{'before':>12}{'before / first':>16}")
    before = dict(zip(PHASES, size.phases, strict=False))
    for phase, steps in PHASES.items():
        _row(f"{phase}, s", first.of(steps), second.of(steps), before.get(phase, 0))
    known = [step for steps in PHASES.values() for step in steps]
    _row("other steps, s", first.but(known), second.but(known), 0)
    writing = [step for phase in ("compared", "written", "stale rows") for step in PHASES[phase]]
    _row("writing side, s", first.of(writing), second.of(writing), sum(size.phases[2:]))
    _row("whole command, s", first.seconds, second.seconds, size.seconds)
    _row("peak memory, MB", first.megabytes, second.megabytes, size.megabytes)
    print(f"\n  second / first run: {second.seconds / first.seconds:.0%}")
    for name, ran in (("first", first), ("unchanged", second)):
        print(f"  {name}: " + ", ".join(f"{key} {value:,}" for key, value in ran.result["counts"].items()))
    print("  limits of this PostgreSQL in this run, rows of the same width:")
    for name, rate in limits.items():
        print(f"    {name:<24}{rate:12,.0f} rows/s")
    rate = first.result["counts"]["inserted"] + first.result["counts"]["updated"]
    print(f"    {'ours, written':<24}{rate / max(first.of(PHASES['written']), 0.001):12,.0f} rows/s", flush=True)


def _row(name: str, first: float, second: float, before: float) -> None:
    ratio = f"{before:12.1f}{before / max(first, 0.001):15.1f}x" if before else ""
    print(f"  {name:<26}{first:12.1f}{second:12.1f}{ratio}")


def _warehouse(stack: Stack) -> dict[str, str]:
    emulator = stack.state["emulator"]
    return {
        "SNOWFLAKE_URL": emulator["url"],  # with disablePlatformDetection=true
        "SNOWFLAKE_ACCOUNT": emulator["account"],
        "SNOWFLAKE_USER": emulator["user"],
        "SNOWFLAKE_WAREHOUSE": emulator["warehouse"],
        "SNOWFLAKE_PRIVATE_KEY": snowflake_key(Path(stack.state["folder"])),
    }


if __name__ == "__main__":
    main()
