#!/usr/bin/env python3
"""Runs the acceptance tests of the cron job against a real pg_cron (make test-pgcron).

PostgreSQL and pg_cron are Debian's packages: taken from the system where they are installed, else downloaded and
unpacked below .local/pgcron; nothing is installed. The server has new data each time and ends with the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from stand_ins import processes
from stand_ins.layout import HOST, LOCAL, ROOT
from stand_ins.postgres import AS_NOBODY, READS_EVERYTHING

HOME = LOCAL / "pgcron"
VERSIONS = ("15", "16", "17", "18")
PASSWORD = "Qanary-secret-93c1"  # of the superuser of a server that lives as long as the tests (Database.SECRET)
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "shared_preload_libraries": "pg_cron",
    "cron.database_name": "postgres",
    "cron.use_background_workers": "on",  # its jobs need no password
    "max_connections": "100",
    "max_worker_processes": "30",
    "fsync": "off",
    "TimeZone": "UTC",
}


def main() -> None:
    binaries = _installed(Path("/")) or _installed(HOME) or _unpacked()
    port = processes.free_port()
    server = _start(binaries, port)
    try:
        print(f"PostgreSQL with pg_cron: {_version(binaries)}, port {port}", flush=True)
        maven = ["./mvnw", "-B", "-ntp", "verify", "-pl", "tasks/acceptance", "-am", "-Dgroups=pgcron", "-Dforks=1"]
        code = subprocess.run([*maven, f"-Dpgcron.port={port}", *sys.argv[1:]], cwd=ROOT).returncode
    finally:
        processes.end([server], 20)
    sys.exit(code)


def _installed(root: Path) -> Path | None:
    """The folder of the server's programs, where both packages are below this root."""
    for version in VERSIONS:
        home = root / "usr/lib/postgresql" / version
        if (home / "bin/initdb").exists() and (home / "lib/pg_cron.so").exists():
            return home / "bin"
    return None


def _unpacked() -> Path:
    """Downloads the two packages of the first version that there is, and unpacks them."""
    if not shutil.which("apt-get"):
        sys.exit("make test-pgcron needs PostgreSQL with pg_cron: on Debian by itself, elsewhere install both first.")
    packages = HOME / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    for version in VERSIONS:
        names = [f"postgresql-{version}", f"postgresql-{version}-cron"]
        if subprocess.run(["apt-get", "download", *names], cwd=packages, capture_output=True).returncode == 0:
            break
    else:
        sys.exit(
            "apt-get cannot download postgresql-15-cron with postgresql-15 (or a later pair). "
            "Where its lists are missing or old: sudo apt-get update. Or install both packages."
        )
    for package in packages.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package.name, str(HOME)], cwd=packages, check=True)
    shutil.rmtree(packages)
    binaries = _installed(HOME)
    missing = subprocess.run(["ldd", str(binaries / "postgres")], capture_output=True, text=True).stdout
    if "not found" in missing:
        shutil.rmtree(HOME)
        sys.exit(f"Libraries of PostgreSQL are missing: sudo apt-get install {' '.join(names)}")
    return binaries


def _start(binaries: Path, port: int) -> dict:
    data, log, password = HOME / "data", HOME / "postgres.log", HOME / "password"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    password.write_text(PASSWORD)
    as_user = []
    if os.geteuid() == 0:  # PostgreSQL refuses root
        as_user = [*AS_NOBODY, *READS_EVERYTHING]
        shutil.chown(data, "nobody", "nogroup")
    make = [*as_user, str(binaries / "initdb"), "-D", str(data), "-U", "postgres", f"--pwfile={password}"]
    made = subprocess.run([*make, "--auth=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], **_quiet(log))
    if made.returncode:
        sys.exit(f"initdb failed; see {log}")
    command = [*as_user, str(binaries / "postgres"), "-D", str(data), "-c", f"port={port}"]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    server = processes.start("PostgreSQL with pg_cron", command, log, HOME)
    processes.wait_until(lambda: processes.answers(port), server, 60)
    return server


def _quiet(log: Path) -> dict:
    return {"stdout": log.open("wb"), "stderr": subprocess.STDOUT}


def _version(binaries: Path) -> str:
    return subprocess.run([str(binaries / "postgres"), "--version"], capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
