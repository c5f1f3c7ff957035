"""One Airflow with everything behind it, for all scenarios: real scheduler, real operator, real commands."""

from __future__ import annotations

import os

import pytest

os.environ |= {"SNOWFLAKE_DISABLE_PLATFORM_DETECTION": "true", "AWS_EC2_METADATA_DISABLED": "true"}

from pipeline import Pipeline  # noqa: E402

from stand_ins.prepare import Preparation  # noqa: E402
from stand_ins.stack import Stack  # noqa: E402

VISITS = 20_000
SETTINGS = {  # one Airflow for all: limits that are short, and yet no undisturbed task comes near its own
    "CONFLICT_MANAGEMENT_LOCK_WAIT_MINUTES": "1",
    "CONFLICT_MANAGEMENT_DEADLINE_MINUTES": "1",
    "CONFLICT_MANAGEMENT_TASK_LIMIT_MINUTES": "2",
    "CONFLICT_MANAGEMENT_GIVE_BACK_SCHEDULE": "none",  # scenarios start it when they want to see it
}


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    """Everything that `make up` starts, over a small world of its own."""
    os.environ |= SETTINGS
    stack = Stack(tmp_path_factory.mktemp("scenarios"))
    try:
        Preparation(stack, print).everything(VISITS, seed=3)
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="session")
def known(stack) -> Pipeline:
    pipeline = Pipeline(stack)
    pipeline.prepare()
    return pipeline


@pytest.fixture
def pipeline(known):
    """Nothing of another scenario is left: no run under way, no conflict stored, nothing held, the cron job on."""
    known.tidy()
    yield known
    known.tidy()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    """A scenario that fails says what its run looked like."""
    outcome = yield
    report = outcome.get_result()
    if report.when == "call" and report.failed and "pipeline" in item.funcargs:
        report.sections.append(("the last run", item.funcargs["pipeline"].told()))
