"""One small world, made once for all tests."""

import pytest
from worlds import ORDER, World


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> World:
    return World(tmp_path_factory.mktemp("world"), ORDER)


@pytest.fixture(scope="session")
def stored(world) -> list[dict]:
    """conflictvisitmaps without in-service and PTO rows."""
    dates = ("InserviceStartDate", "ConInserviceStartDate", "PTOStartDate", "ConPTOStartDate")
    return [row for row in world.table("conflictvisitmaps") if not any(row[name] for name in dates)]
