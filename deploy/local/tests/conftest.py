"""Real processes for the tests, ended with them."""

from __future__ import annotations

import os

import pytest

os.environ |= {"SNOWFLAKE_DISABLE_PLATFORM_DETECTION": "true", "AWS_EC2_METADATA_DISABLED": "true"}

from endpoint import Endpoint  # noqa: E402

from stand_ins import processes  # noqa: E402
from stand_ins.stack import Stack  # noqa: E402


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    """PostgreSQL, emulator and AWS endpoint under a state folder of their own."""
    stack = Stack(tmp_path_factory.mktemp("stack"))
    try:
        stack.start("postgres", "emulator", "aws")
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory):
    """The AWS endpoint with task definitions of the test."""
    endpoint = Endpoint(tmp_path_factory.mktemp("endpoint"))
    endpoint.start()
    yield endpoint
    processes.end([endpoint.process], 20)
