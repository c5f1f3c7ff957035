"""How long a task takes from the start of its process to its first statement, on this machine and in the image.

    .local/venv/standins/bin/python deploy/local/bench.py start [--runs 5] [--markdown FILE]

Every task is started as its definition says: its jar with this machine's Java, the image, and the image with no more
of a processor than the definition gives it. Medians; "processor" is what the whole task took of it. When the first
statement came, PostgreSQL's log and the warehouse stand-in know. Needs a Docker engine as the image's tests do, and
what the image holds: python3 docker/build.py --jars-only.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.report import machine_line
from bench.run import plain_environment
from bench.table import put_into, table
from bench.warehouse import Warehouse
from stand_ins import postgres
from stand_ins.aws.task_definitions import TaskDefinitions
from stand_ins.layout import LOCAL, ROOT
from stand_ins.prepare import Preparation
from stand_ins.stack import Stack

sys.path.insert(0, str(ROOT / "docker"))  # the image: how it is built, and the engine that runs it

import base  # noqa: E402
import build  # noqa: E402
import engine  # noqa: E402

IMAGE = "conflict-management:bench"
GOAL = 1.5
RUN = "bench-start"
VISITS, STORED_ROWS = 20_000, 2_000
TASKS = {
    "run_lock": ("show",),
    "task_01": (),
    "process_task02_chunk": ("--chunk-id=1",),
    "task03_status_management": (),
    "task02_00_conflict_update": (),
}
# The task, and then what the processor had to do for it.
TIMED = ("/bin/sh", "-c", '"$0" "$@" > /dev/null; code=$?; times; exit $code')
TIMES = re.compile(r"(\d+)m([\d.]+)s (\d+)m([\d.]+)s")


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process to the first statement in each database, and processor time of the task."""

    store: float
    warehouse: float | None
    processor: float

    def first(self) -> float:
        return min(self.store, self.warehouse or self.store)


class Bench:
    """The databases with a little in them, and tasks started beside them."""

    def __init__(self, stack: Stack, docker: engine.Docker):
        self.stack, self.docker = stack, docker
        self.now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.definitions = TaskDefinitions(ROOT / "deploy" / "aws" / "tasks", ROOT / "tasks")
        self.runs = stack.folder / "runs"

    def prepare(self) -> None:
        self.stack.start("postgres")
        preparation = Preparation(self.stack, print)
        more = ["--stored-rows", str(STORED_ROWS), "--now", self.now]
        preparation.make_data({"visits": VISITS, "seed": 1}, more)
        self.stack.start("emulator")
        for setting in ("log_statement = 'all'", "log_line_prefix = '%n '"):  # %n: seconds since 1970
            self._ask(f"alter system set {setting}")
        self._ask("select pg_reload_conf()")
        self.runs.mkdir(exist_ok=True)
        self.runs.chmod(0o777)
        runs = base.bases(self.docker)
        arguments = ["--network", "none", "--build-arg", f"BASE_IMAGE={runs[0]}", "--build-arg", f"JDK_IMAGE={runs[1]}"]
        self.docker(*build.command([*arguments, "--tag", IMAGE]), cwd=ROOT)
        self.jar("run_lock", "acquire", "--now", self.now)
        self.jar("get_task02_chunks")

    def jar(self, task: str, *arguments: str) -> Start:
        """With this machine's Java, its own archive of classes and all of the processor."""
        command = [self.definitions.command(word) for word in self._container(task)["entryPoint"]]
        environment = {**plain_environment(), **self._environment(), "RUN_LOCATION": str(self.runs)}
        log, asked, started = self._log().stat().st_size, self._warehouse().last(), time.time()
        done = subprocess.run([*TIMED, *command, *arguments], env=environment, capture_output=True, text=True)
        return self._start(task, done, started, log, asked)

    def image(self, task: str, *arguments: str, processors: float | None = None) -> Start:
        name = f"conflict-management-bench-{uuid.uuid4().hex[:8]}"
        variables = {**self._environment(), "RUN_LOCATION": "/runs"}
        options = ["--name", name, "--network", "host", "--read-only", "--volume", f"{self.runs}:/runs"]
        options += [word for variable, value in variables.items() for word in ("--env", f"{variable}={value}")]
        options += ["--cpus", str(processors)] if processors else []
        shell, *script = TIMED
        command = [*options, "--entrypoint", shell, IMAGE, *script, *self._container(task)["entryPoint"], *arguments]
        log, asked = self._log().stat().st_size, self._warehouse().last()
        try:
            done = self.docker("run", *command, check=False)
            told = self.docker.inspect(name)["State"]["StartedAt"]
            started = datetime.fromisoformat(told[:26].rstrip("Z") + "+00:00").timestamp()
        finally:
            self.docker("rm", "--force", "--volumes", name)
        return self._start(task, done, started, log, asked)

    def share(self, task: str, *arguments: str) -> Start:
        """The image with as much of a processor as Fargate gives the task."""
        return self.image(task, *arguments, processors=int(self.definitions.find(task)["cpu"]) / 1024)

    def version(self) -> str:
        return self._ask("show server_version")

    def _start(self, task: str, done: subprocess.CompletedProcess, started: float, log: int, asked: int) -> Start:
        if done.returncode:
            sys.exit(f"{task} ended with exit code {done.returncode}\n{done.stdout}{done.stderr}")
        statements = self._log().read_bytes()[log:].decode(errors="replace").splitlines()
        store = next(float(line.split()[0]) for line in statements if f"/* {task}" in line)
        warehouse = self._warehouse().asked(asked)
        minutes_seconds = [float(number) for number in TIMES.findall(done.stdout)[-1]]
        processor = 60 * (minutes_seconds[0] + minutes_seconds[2]) + minutes_seconds[1] + minutes_seconds[3]
        return Start(store - started, warehouse[0]["at"] - started if warehouse else None, processor)

    def _container(self, task: str) -> dict:
        return self.definitions.find(task)["containerDefinitions"][0]

    def _environment(self) -> dict[str, str]:
        warehouse = self.stack.state["emulator"]
        login = {
            f"SNOWFLAKE_{key.upper()}": warehouse[key] for key in ("url", "account", "user", "password", "warehouse")
        }
        store = {
            name: value for name, value in Preparation(self.stack, print).connection().items() if "POSTGRES" in name
        }
        return {**store, **login, "ENVIRONMENT": "dev", "LOG_FORMAT": "json", "RUN_ID": RUN, "NOW": self.now}

    def _warehouse(self) -> Warehouse:
        return Warehouse(self.stack.state["emulator"]["port"])

    def _log(self) -> Path:
        return self.stack.folder / "logs" / "postgres.log"

    def _ask(self, sql: str) -> str:
        return postgres.psql(self.stack.state["postgres"], sql)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="how often each is started; medians are told (default: 5)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also gets the table, between its marks")
    arguments = parser.parse_args()
    stack, load = Stack(LOCAL / "bench-start"), os.getloadavg()[0]
    try:
        with engine.engine() as docker:
            bench = Bench(stack, docker)
            bench.prepare()
            lines = [line for task, more in TASKS.items() for line in _task(bench, task, more, arguments.runs)]
            head = ["task", "as", "first statement", "in the warehouse", "processor", f"under {GOAL} s?"]
            told = [machine_line("make bench-start", bench.version(), load), "", *table(head, lines)]
    except engine.NoEngine as reason:
        sys.exit(f"nothing is measured: {reason}")
    finally:
        stack.stop()
    print("\n" + "\n".join(told))
    if arguments.markdown:
        put_into(arguments.markdown, told, "start figures")


def _task(bench: Bench, task: str, arguments: tuple[str, ...], times: int) -> list[list[str]]:
    share = f"image, {int(bench.definitions.find(task)['cpu']) / 1024:g} processors"
    lines = []
    for name, start in (("jar", bench.jar), ("image", bench.image), (share, bench.share)):
        starts = [start(task, *arguments) for _ in range(times)]
        first = statistics.median(each.first() for each in starts)
        asked = [each.warehouse for each in starts if each.warehouse]
        warehouse = f"{statistics.median(asked):.2f} s" if asked else ""
        processor = statistics.median(each.processor for each in starts)
        verdict = "yes" if first < GOAL else "no"
        lines.append([task, name, f"{first:.2f} s", warehouse, f"{processor:.2f} s", verdict])
        print(" ".join(lines[-1]), flush=True)
    return lines
