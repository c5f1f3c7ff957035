"""The checks that can be run from the UI."""

from __future__ import annotations

import importlib

import pytest
from airflow.sdk.exceptions import ParamValidationError


@pytest.fixture
def check(run_dag):
    import conflict_management_utilities

    dag = importlib.reload(conflict_management_utilities).dag  # a run leaves its params in it
    return lambda *words, **codes: run_dag(dag, *words, **codes)


def test_both_checks_run_and_neither_waits_for_the_other_nor_for_the_lock(check, database):
    database.hold("manual__alive")
    outcome = check(validate_config=[2])
    assert sorted(outcome.started) == ["test_connections", "validate_config"]
    assert outcome.tasks == {
        "validate_config": "failed",
        "test_connections": "success",
        "explain": "skipped",
        "history": "skipped",
        "preview": "skipped",
    }
    assert outcome.state == "failed"


def test_without_snowflake_both_checks_leave_it_out(run_dag, monkeypatch):
    import conflict_management_utilities

    monkeypatch.setenv("CONFLICT_MANAGEMENT_WITH_SNOWFLAKE", "false")
    outcome = run_dag(importlib.reload(conflict_management_utilities).dag)
    told = {call["task"]: call["arguments"] for call in outcome.calls}
    assert told == {
        "validate_config_without_warehouse": ["--without-warehouse"],
        "test_connections": ["--only", "postgres"],
    }
    assert outcome.tasks == {
        "validate_config": "success",
        "test_connections": "success",
        "explain": "skipped",
        "history": "skipped",
    }
    monkeypatch.undo()
    importlib.reload(conflict_management_utilities)


def test_one_check_can_be_chosen(check):
    outcome = check({"tasks": ["test_connections"]})
    assert outcome.started == ["test_connections"]
    assert outcome.state == "success"


def test_the_limits_of_the_gate_are_those_of_the_form(check):
    outcome = check({"max_visits_per_key": 50})
    assert [call["environment"]["MAX_VISITS_PER_KEY"] for call in outcome.calls] == ["50", "50"]


@pytest.mark.parametrize(("code", "state"), [(0, "success"), (10, "success"), (2, "failed")])
def test_visits_are_explained_and_that_there_is_no_conflict_is_an_answer(check, code, state):
    outcome = check({"tasks": ["explain"], "visit": "one,other", "lookback_hours": 40}, explain=[code])
    assert outcome.started == ["explain"]
    assert outcome.tasks["explain"] == state
    (told,) = (call["environment"] for call in outcome.calls)
    assert (told["VISIT"], told["CONFLICT_ID"], told["LOOKBACK_HOURS"]) == ("one,other", "", "40")


def test_a_conflict_is_explained_by_its_number(check):
    (call,) = check({"tasks": ["explain"], "conflict_id": 4711}).calls
    assert (call["environment"]["CONFLICT_ID"], call["environment"]["VISIT"], call["arguments"]) == ("4711", "", [])


def test_a_conflict_is_told_of_by_its_number_and_as_it_was(check):
    (call,) = check({"tasks": ["history"], "conflict_id": 4711, "as_of": "2026-03-10"}).calls
    assert (call["environment"]["CONFLICT_ID"], call["environment"]["AS_OF"], call["arguments"]) == (
        "4711",
        "2026-03-10",
        [],
    )


@pytest.mark.parametrize(("code", "state"), [(0, "success"), (11, "success"), (12, "failed"), (4, "failed")])
def test_a_preview_is_chosen_and_that_nothing_would_change_is_an_answer(check, code, state):
    outcome = check({"tasks": ["preview"], "fail_if": "resolved > 5%", "lookback_hours": 40}, preview=[code])
    assert outcome.started == ["preview"]
    assert outcome.tasks["preview"] == state
    (told,) = (call["environment"] for call in outcome.calls)
    assert (told["FAIL_IF"], told["LOOKBACK_HOURS"]) == ("resolved > 5%", "40")


def test_as_many_visits_are_explained_as_ecs_takes_and_more_are_refused_by_the_form(check):
    ids = ",".join(["0a1b2c3d-0000-4000-8000-000000000000"] * 108)
    outcome = check({"tasks": ["explain"], "visit": ids})
    assert (outcome.tasks["explain"], len(outcome.calls)) == ("success", 1)
    with pytest.raises(ParamValidationError, match="too long"):
        check({"tasks": ["explain"], "visit": ids + ids})


def test_a_run_with_an_unknown_parameter_fails_and_names_the_nearest_one(check):
    outcome = check({"visits": "one,other"})
    assert outcome.state == "failed"
    assert outcome.started == []
    assert '"visits" is not a parameter; did you mean visit?' in outcome.log


@pytest.mark.parametrize(
    ("params", "failed", "named"),
    [
        ({"as_of": "2026-03-10"}, "history", "as_of: read by history"),
        ({"as_of": "2026-03-10", "visit": "one,other"}, "history", "as_of: read by history"),
        ({"as_of": "2026-03-10", "conflict_id": 1, "tasks": ["explain"]}, "history", "as_of: read by history"),
        ({"fail_if": "resolved > 5%"}, "preview", "fail_if: read by preview"),
        ({"visit": "one,other", "tasks": ["history"]}, "explain", "visit: read by explain"),
        ({"conflict_id": 1, "tasks": ["test_connections"]}, "explain", "conflict_id: read by explain"),
    ],
)
def test_what_only_a_command_reads_that_is_not_asked_for_fails_and_names_that_command(check, params, failed, named):
    outcome = check(params)
    assert (outcome.state, outcome.tasks[failed]) == ("failed", "failed")
    assert failed not in outcome.started
    assert named in outcome.log


def test_a_conflict_for_one_of_the_two_commands_that_read_it_is_not_lost(check):
    assert check({"conflict_id": 1, "tasks": ["history"]}).state == "success"
    assert check({"conflict_id": 1, "tasks": ["explain"]}).state == "success"
