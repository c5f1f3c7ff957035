"""One small world, made once for all tests, and a PostgreSQL to load it into."""

import naive
import pytest
from comparing import differences
from worlds import NOW, ORDER, World

from stand_ins.stack import Stack


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> World:
    return World(tmp_path_factory.mktemp("world"), ORDER)


@pytest.fixture(scope="session")
def database(tmp_path_factory) -> str:
    """The address of an empty database of a server of its own."""
    stack = Stack(tmp_path_factory.mktemp("postgres"))
    try:
        yield stack.start("postgres")["postgres"]["dsn"]
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def stored(world) -> list[dict]:
    """conflictvisitmaps without in-service and PTO rows."""
    dates = ("InserviceStartDate", "ConInserviceStartDate", "PTOStartDate", "ConPTOStartDate")
    return [row for row in world.table("conflictvisitmaps") if not any(row[name] for name in dates)]


@pytest.fixture(scope="session")
def detection(world):
    return naive.Detection(world, NOW)


@pytest.fixture(scope="session")
def live(detection, stored) -> list[tuple[dict, set[str], bool]]:
    """Stored rows that are conflicts now: the row, the columns in which it differs, whether it is in the delta."""
    found = []
    for row in stored:
        pair = detection.pairs.get(frozenset((row["VisitID"], row["ConVisitID"])))
        if pair:
            visits = [detection.warehouse.visits[row[name]] for name in ("VisitID", "ConVisitID")]
            found.append((row, differences(detection, row, pair, visits), any(map(detection.in_delta, visits))))
    return found
