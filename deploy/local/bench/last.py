"""What a bench measured against the figures that docs/benchmarks.md has of the last one."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable
from pathlib import Path

from bench.table import Cell, table

FIGURES = "docs/benchmarks.md"
MOVED, LEAST_SECONDS = 1.15, 0.3
SECONDS = ("first run", "second", "third", "all new", "seconds")
RATES = ("rate", "limit")
OURS = "ours:"  # among the limits: what is measured against them
Key = tuple[str, str, str, str]


def figures(lines: Iterable[str]) -> dict[Key, float]:
    """Every number of the tables, by size, title, row and column."""
    found: dict[Key, float] = {}
    size, title, head = "", "", []
    for line in lines:
        if heading := re.match(r"#+ (?:Chunks: )?([\d,]+ stored rows)?(.*)", line):
            size, title = heading.group(1) or size, "" if heading.group(1) else heading.group(2)
        if not line.startswith("|"):
            head = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not head:
            head = cells
            continue
        for column, cell in zip(head[1:], cells[1:], strict=False):
            if re.fullmatch(r"[\d,]+(\.\d+)?", cell):
                found[size, title, cells[0], column] = float(cell.replace(",", ""))
    return found


def last(file: Path, mark: str = "figures") -> dict[Key, float]:
    """The figures between the two marks of a file."""
    text = file.read_text(encoding="utf-8")
    return figures(text.partition(f"<!-- {mark} -->")[2].partition(f"<!-- end of {mark} -->")[0].splitlines())


def against_last(before: dict[Key, float], now: dict[Key, float]) -> list[str]:
    """What took 15% more or less than before on a machine that does as much as this one does at most."""
    lines = ["## Against the last figures", ""]
    for size in dict.fromkeys(key[0] for key in now):
        speeds = [now[key] / before[key] for key in _both(before, now, size, RATES) if not key[2].startswith(OURS)]
        if not speeds:
            lines += [f"{size}: there are no last figures.", ""]
            continue
        speed = statistics.median(speeds)
        moved = [_moved(key, before[key] / speed, now[key]) for key in _both(before, now, size, SECONDS)]
        rows = sorted((row for row in moved if row), key=lambda row: -float(row[-1]))
        slower = sum(float(row[-1]) > 1 for row in rows)
        lines += [
            f"{size}: this machine does {speed:.2f} times what the last one did, by the median of the limits; the last "
            f"seconds are for this one. {slower} fell back by more than 15%, {len(rows) - slower} gained as much.",
            "",
        ]
        if rows:
            lines += [
                *table(["what", "run", "last, s", "now, s", "times"], [[*row[:-1], f"{row[-1]:.2f}"] for row in rows]),
                "",
            ]
    return lines


def _both(before: dict[Key, float], now: dict[Key, float], size: str, columns: tuple[str, ...]) -> list[Key]:
    return [key for key in now if key in before and key[0] == size and key[3] in columns and before[key] > 0]


def _moved(key: Key, before: float, now: float) -> list[Cell] | None:
    times = max(now, 0.001) / before
    if abs(now - before) < LEAST_SECONDS or 1 / MOVED <= times <= MOVED:
        return None
    _, title, row, column = key
    return [f"{title}: {row}" if title else row, column, before, now, times]
