"""The checks that can be run from the UI."""

from __future__ import annotations

import pytest


@pytest.fixture
def check(run_dag):
    import conflict_management_utilities

    return lambda *words, **codes: run_dag(conflict_management_utilities.dag, *words, **codes)


def test_both_checks_run_and_neither_waits_for_the_other_nor_for_the_lock(check, database):
    database.hold("manual__alive")
    outcome = check(validate_config=[2])
    assert sorted(outcome.started) == ["test_connections", "validate_config"]
    assert outcome.tasks == {"validate_config": "failed", "test_connections": "success"}
    assert outcome.state == "failed"


def test_one_check_can_be_chosen(check):
    outcome = check({"tasks": ["test_connections"]})
    assert outcome.started == ["test_connections"]
    assert outcome.state == "success"
