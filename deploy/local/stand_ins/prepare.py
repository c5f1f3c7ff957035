"""From nothing to everything running: parts, tables, demo data."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager

from stand_ins import postgres
from stand_ins.layout import PROGRAMS, ROOT, venv_python
from stand_ins.processes import PartFailed
from stand_ins.stack import Stack

VISITS, SEED = 200_000, 1
HOURS_FRESH = 12  # detection looks at the visits of the last 36 hours
MIGRATE = ROOT / "tasks" / "migrate" / "target" / "migrate.jar"


class Preparation:
    """The way up, told step by step to a person."""

    def __init__(self, stack: Stack, say: Callable[[str], None]):
        self.stack, self.say = stack, say

    def everything(self, visits: int | None = None, seed: int | None = None, fresh: bool = False) -> None:
        """Starts all parts; makes tables and demo data where they are not there, are others, or shall be fresh."""
        there = self.stack.state.get("demo_data", {})
        asked = {"visits": visits, "seed": seed}
        usual = {"visits": VISITS, "seed": SEED} | there
        wanted = {key: usual[key] if value is None else value for key, value in asked.items()}
        with self._part("PostgreSQL", "postgres"):
            self.stack.start("postgres")
        if fresh or wanted != {key: there.get(key) for key in wanted}:
            self.make_data(wanted)
        else:
            self._migrate()
            self._hint_at_old_data(there)
        for name, part in (("Warehouse emulator", "emulator"), ("AWS endpoint", "aws"), ("Airflow", "airflow")):
            with self._part(name, part):
                self.stack.start(part)

    def make_data(self, wanted: dict, more: list[str] | None = None, replica: bool = True) -> None:
        """Makes tables and data anew; `more` are further options of the generator.

        The replica is what conflict_management_chunked reads in place of the warehouse.
        """
        self.stack.stop(("emulator",))  # DuckDB lets only one process open its file
        for known in ("demo_data", "migrated_by"):
            self.stack.state.pop(known, None)
        self.stack.save()
        tables, warehouse = self.stack.folder / "demo", self.stack.folder / "warehouse"
        with self._step(f"Demo data: {wanted['visits']:,} visits, seed {wanted['seed']}"):
            for folder in (tables, warehouse):
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
            command = [str(venv_python("standins")), str(PROGRAMS / "demo_data" / "generate.py")]
            command += ["--visits", str(wanted["visits"]), "--seed", str(wanted["seed"])]
            places = ["--warehouse", str(warehouse), "--tables", str(tables)]
            self._run("demo data", [*command, *places, *(more or [])])
        connection = self.stack.state["postgres"]
        postgres.psql(connection, f"drop database if exists {postgres.DATABASE} with (force)", "postgres")
        postgres.psql(connection, f"create database {postgres.DATABASE}", "postgres")
        self._migrate()
        with self._step("Operational tables filled"):
            command = [str(venv_python("standins")), str(PROGRAMS / "demo_data" / "load.py")]
            self._run("load", [*command, "--tables", str(tables), "--schema", postgres.SCHEMA])
        if replica:
            with self._step("Replica of the warehouse in PostgreSQL"):
                command = [str(venv_python("standins")), str(PROGRAMS / "demo_data" / "replica.py")]
                self._run("replica", [*command, "--warehouse", str(warehouse)])
        self.stack.state["demo_data"] = {**wanted, "made_at": time.time()}
        self.stack.save()

    def _hint_at_old_data(self, there: dict) -> None:
        hours = (time.time() - there["made_at"]) / 3600
        if hours > HOURS_FRESH:
            self.say(f"  The demo data are {hours:.0f} hours old: few visits are recent enough to be looked at.")
            self.say("  FRESH=1 (or --fresh) makes them anew.")

    def _migrate(self) -> None:
        if not MIGRATE.exists():
            sys.exit(f"{MIGRATE} is not there. Build the commands first: ./mvnw package (or: make up, which does it).")
        if not shutil.which("java"):
            sys.exit("No java on the PATH: install a JDK, version 17 or later.")
        built = hashlib.sha256(MIGRATE.read_bytes()).hexdigest()
        if self.stack.state.get("migrated_by") == built:
            return
        with self._step("Tables of the pipeline"):
            command = ["java", "-jar", str(MIGRATE), "--with-operational-tables", "--tune-tables"]
            self._run("migrate", [*command, "--run-location", str(self.stack.folder / "runs" / "prepare")])
        self.stack.state["migrated_by"] = built
        self.stack.save()

    def _run(self, name: str, command: list[str]) -> None:
        log = self.stack.folder / "logs" / f"{name.replace(' ', '-')}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as out:
            environment = {**os.environ, **self.connection()}
            done = subprocess.run(command, env=environment, stdout=out, stderr=subprocess.STDOUT, cwd=ROOT)
        if done.returncode:
            raise PartFailed(name, f"its program ended with exit code {done.returncode}", log)

    def connection(self) -> dict[str, str]:
        """The database as our commands and as libpq's programs want to be told."""
        connection = self.stack.state["postgres"]
        values = {name: str(connection[name]) for name in ("host", "port", "user", "password", "database", "sslmode")}
        ours = {f"POSTGRES_{name.upper()}": value for name, value in values.items()}
        return {
            **ours,
            **{f"PG{name.upper()}": value for name, value in values.items()},
            "POSTGRES_SCHEMA": connection["schema"],
            "RUN_ID": "prepare",
        }

    @contextmanager
    def _part(self, name: str, part: str):
        already = self.stack.runs(part)
        with self._step(name, " (runs already)" if already else ""):
            yield

    @contextmanager
    def _step(self, name: str, remark: str = ""):
        started = time.monotonic()
        yield
        self.say(f"  {name:<45}{time.monotonic() - started:5.1f} s{remark}")
