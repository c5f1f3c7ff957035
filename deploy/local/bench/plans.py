"""Which statements did more than their input asks for, as a server tells that explains each slow one (auto_explain).

The stand-ins' PostgreSQL has no auto_explain; that of the Java tests has, and Maven keeps its archive.
"""

from __future__ import annotations

import json
import platform
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stand_ins.layout import ROOT
from stand_ins.postgres import Server

MOST_TIMES, SELDOM = 20, 1_000  # as PlansIT has them
LEAST_ROWS = 5_000  # an input of fewer counts as so many
SLOW = "100ms"  # what is faster is none's trouble
ARCHIVES = Path.home() / ".m2" / "repository" / "io" / "zonky" / "test" / "postgres"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64v8", "arm64": "arm64v8"}
EXPLAINS = {
    "shared_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": SLOW,
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_format": "json",
    "logging_collector": "on",
    "log_destination": "jsonlog",
    "log_directory": "log",
    "log_file_mode": "0644",
    "log_rotation_size": "0",
    "log_rotation_age": "0",
    "track_io_timing": "off",
}
READ = ("Shared Hit Blocks", "Shared Read Blocks", "Local Hit Blocks", "Local Read Blocks")
ROWS = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter")


def server(folder: Path) -> Server:
    """The PostgreSQL of the Java tests, unpacked below the folder."""
    version = re.search(r"<embedded-postgres-binaries.version>(.*?)<", (ROOT / "pom.xml").read_text())[1]
    name = f"embedded-postgres-binaries-{platform.system().lower()}-{MACHINES.get(platform.machine(), 'none')}"
    archive = ARCHIVES / name / version / f"{name}-{version}.jar"
    programs = folder / version / "bin"
    if not programs.exists():
        if not archive.exists():
            sys.exit(f"{archive} is not there: ./mvnw test-compile -pl tasks/acceptance -am brings it.")
        with zipfile.ZipFile(archive) as jar:
            packed = next(each for each in jar.namelist() if each.endswith(".txz"))
            with jar.open(packed) as stream, tarfile.open(fileobj=stream, mode="r|xz") as files:
                files.extractall(programs.parent, filter="data")
    return Server(programs, EXPLAINS)


@dataclass(frozen=True)
class Plan:
    """A slow statement: its name, how long it took, and what it did too often, if anything."""

    statement: str
    seconds: float
    too_much: str


class Plans:
    """What the server has told since it was last asked."""

    def __init__(self, data: Path):
        self.folder, self.read = data / "log", {}

    def new(self) -> list[Plan]:
        return [plan for line in self._lines() if (plan := plan_of(json.loads(line)))]

    def _lines(self) -> Iterator[str]:
        for file in sorted(self.folder.glob("*.json")):
            with file.open("rb") as lines:
                lines.seek(self.read.get(file, 0))
                for line in lines:
                    if line.endswith(b"\n"):  # what is not written to its end is read the next time
                        self.read[file] = self.read.get(file, 0) + len(line)
                        yield line.decode()


def plan_of(entry: dict) -> Plan | None:
    """What an entry of the server's log says of a plan."""
    told = re.match(r"duration: ([\d.]+) ms  plan:\n", entry.get("message", ""))
    if not told:
        return None
    explained = json.loads(entry["message"][told.end() :])
    text = explained.get("Query Text", "")
    named = re.search(r"/\* *(.*?) *\*/", text)
    name = named[1].partition(" run=")[0] if named else " ".join(text.split())[:60]
    return Plan(name, float(told[1]) / 1000, too_much(explained["Plan"]))


def too_much(plan: dict) -> str:
    """The node that reads more than so many times the largest input, or a table that is read again and again."""
    nodes = list(_nodes(plan))
    most = max(nodes, key=rows_read)
    largest = max((_rows_at_once(node) for node in nodes if _reads(node)), default=0)
    if rows_read(most) > MOST_TIMES * max(LEAST_ROWS, largest):
        return f"{most['Node Type']} reads {rows_read(most):,.0f} rows of an input of {largest:,.0f}"
    for node in nodes:
        loops, pages = node.get("Actual Loops", 0), sum(node.get(each, 0) for each in READ)
        if node["Node Type"] == "Seq Scan" and loops > SELDOM and pages > 2 * loops:
            return f"{node.get('Relation Name')} read {loops:,.0f} times, {pages:,} pages"
    return ""


def _reads(node: dict) -> bool:
    """Whether it is where rows come from."""
    return not node.get("Plans") or (node["Node Type"].endswith("Scan") and node["Node Type"] != "Subquery Scan")


def rows_read(node: dict) -> float:
    """By a node, all its loops together."""
    return _rows_at_once(node) * node.get("Actual Loops", 0)


def _rows_at_once(node: dict) -> float:
    return sum(node.get(each, 0) for each in ROWS)


def _nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for below in plan.get("Plans", []):
        yield from _nodes(below)
