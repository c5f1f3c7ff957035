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


@dataclass(frozen=True)
class Size:
    """How much data, and what the system before this one needed for it (recorded, on a machine of this kind)."""

    visits: int
    pairs: int
    old_seconds: float
    old_writing: float
    old_megabytes: int


SIZES = {
    300_000: Size(1_000_000, 58_852, 27.0, 17.1, 691),
    1_000_000: Size(2_000_000, 188_094, 85.6, 62.4, 994),
    3_000_000: Size(6_000_000, 564_282, 0, 0, 0),
}


@dataclass(frozen=True)
class Ran:
    """One run of the command: from outside, and as its result document tells it."""

    seconds: float
    megabytes: float
    result: dict


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
        first = run(stack, now, "first")
        show("first run", first, size)
        second = run(stack, now, "second")
        show("second run: nothing changed", second, None)
        summary(first, second, limits, size)
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


def show(name: str, ran: Ran, size: Size | None) -> None:
    before = f"   before: {size.old_seconds:.1f} s, {size.old_megabytes} MB" if size and size.old_seconds else ""
    print(f"\n  {name}: {ran.seconds:.1f} s, peak memory {ran.megabytes:.0f} MB{before}")
    print("    " + ", ".join(f"{key} {value:,}" for key, value in ran.result["counts"].items()))
    for step in ran.result["steps"]:
        print(f"    {step['name']:<28}{step['duration_seconds']:8.2f} s")


def summary(first: Ran, second: Ran, limits: dict[str, float], size: Size) -> None:
    print("\n  what this PostgreSQL does at most with such rows, measured now")
    for name, rate in limits.items():
        print(f"    {name:<28}{rate:10,.0f} rows/s")
    if size.old_seconds:
        print(
            f"\n  {size.old_seconds / first.seconds:.1f} times as fast as before (goal: 4, the emulator's share aside)"
        )
    print(f"  a run without changes takes {second.seconds / first.seconds:.0%} of one with them (goal: under 20%)")
    print(f"  peak memory {first.megabytes:.0f} MB (goal: 512 MB)", flush=True)


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
