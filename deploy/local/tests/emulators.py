"""Emulators of a test's own, asked by the real Snowflake connector."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import snowflake.connector

from stand_ins import processes
from stand_ins.layout import HOST, PROGRAMS, venv_python


@contextlib.contextmanager
def running(folder: Path, *options: str) -> Iterator[int]:
    """The port of an emulator over the CSV files of that folder's csv/."""
    command = [str(venv_python("standins")), str(PROGRAMS / "emulator.py"), "--data", str(folder / "data")]
    command += ["--load", str(folder / "csv"), "--port-file", str(folder / "port"), *options]
    process = processes.start("emulator", command, folder / "log", folder)
    try:
        processes.wait_until(lambda: processes.serving_port(folder / "port") > 0, process, 60)
        yield processes.serving_port(folder / "port")
    finally:
        processes.end([process], 10)


def connect(port: int, **more):
    assert os.environ["SNOWFLAKE_DISABLE_PLATFORM_DETECTION"] == "true"
    return snowflake.connector.connect(
        host=HOST, port=port, protocol="http", account="local", user="any", password="any", login_timeout=20, **more
    )


@contextlib.contextmanager
def asking(port: int):
    """A session: statements in, rows out."""
    connection = connect(port)
    try:
        yield lambda sql: connection.cursor().execute(sql).fetchall()
    finally:
        connection.close()
