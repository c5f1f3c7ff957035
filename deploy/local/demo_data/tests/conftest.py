"""One small world, made once for all tests, and a PostgreSQL to load it into."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from worlds import ORDER, World


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> World:
    return World(tmp_path_factory.mktemp("world"), ORDER)


@pytest.fixture(scope="session")
def database(tmp_path_factory) -> str:
    """The address of an empty database of a server of its own."""
    folder = tmp_path_factory.mktemp("postgres")
    command = [sys.executable, str(Path(__file__).parents[2] / "postgres.py")]
    started = subprocess.run([*command, "start", "--state", str(folder)], capture_output=True, text=True, check=True)
    try:
        yield json.loads(started.stdout)["postgres"]["dsn"]
    finally:
        subprocess.run([*command, "stop", "--state", str(folder)], check=True)


@pytest.fixture(scope="session")
def stored(world) -> list[dict]:
    """conflictvisitmaps without in-service and PTO rows."""
    dates = ("InserviceStartDate", "ConInserviceStartDate", "PTOStartDate", "ConPTOStartDate")
    return [row for row in world.table("conflictvisitmaps") if not any(row[name] for name in dates)]
