"""What a run comes to, with the real operator: each way it can go, task by task."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from care_conflict.lock import Lock
from care_conflict.settings import read_settings
from stand_ins.aws.task_definitions import listed

FIRST, *BETWEEN, LAST = NAMES = listed("sequential")
DETECTION = "task02_00_conflict_update"


class Watched:
    """The lock, and who looks at it."""

    def __init__(self, lock: Lock, seen):
        self.poll, self.patience, self.seen = lock.poll, lock.patience, seen


@pytest.fixture
def run(dag, run_dag):
    """Runs the DAG with commands that end with the given exit codes, one after the other at each try."""

    def go(conf: dict | None = None, **exit_codes: list[int]):
        return run_dag(dag, conf, **exit_codes)

    return go


def test_a_good_run_runs_every_task_once_and_hands_over_the_params(run):
    outcome = run({"lookback_hours": 48, "enable_insert": False})
    assert outcome.state == "success"
    assert outcome.started == NAMES
    for call in outcome.calls:
        assert call["environment"]["LOOKBACK_HOURS"] == "48"
        assert call["environment"]["ENABLE_INSERT"] == "false"
        assert call["environment"]["BATCH_SIZE"] == "5000"
        assert call["environment"]["RUN_ID"].startswith("manual__")
        assert call["environment"]["RUN_ID"].endswith("@conflict_management")
        made = datetime.fromisoformat(call["environment"]["RUN_DATE"])
        assert timedelta(0) < datetime.now(UTC) - made < timedelta(minutes=5)


@pytest.mark.parametrize(("code", "state"), [(0, "success"), (11, "success"), (12, "failed")])
def test_a_preview_runs_alone_beside_whoever_holds_the_lock(run, database, code, state):
    database.hold("manual__alive")
    outcome = run({"preview": True, "fail_if": "resolved > 5%"}, preview=[code])
    assert outcome.started == ["preview"]
    assert outcome.calls[0]["environment"]["FAIL_IF"] == "resolved > 5%"
    assert outcome.state == outcome.tasks.pop("preview") == state
    assert set(outcome.tasks.values()) == {"skipped"}


def test_a_command_that_fails_for_good_is_tried_again_then_postflight_runs_and_the_run_fails(run):
    outcome = run(task02_00_conflict_update=[1])
    assert outcome.state == "failed"
    assert outcome.started == [FIRST, BETWEEN[0], DETECTION, DETECTION, DETECTION, LAST]
    assert outcome.tasks[DETECTION] == "failed"
    assert {outcome.tasks[name] for name in BETWEEN[2:]} == {"upstream_failed"}
    assert outcome.tasks[LAST] == "success"
    assert outcome.tasks["run_result"] == "failed"
    assert "task02_00_conflict_update is failed" in outcome.log


def test_a_command_that_passes_at_the_second_try_does_not_fail_the_run(run):
    outcome = run(task02_00_conflict_update=[1, 0])
    assert outcome.state == "success"
    assert outcome.started == [FIRST, BETWEEN[0], DETECTION, DETECTION, *BETWEEN[2:], LAST]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (2, "wrong usage or configuration"),
        (3, "the lock is held by another run"),
        (4, "the source is not fit, or a cleanup would resolve implausibly much"),
    ],
)
def test_a_code_that_a_retry_cannot_mend_fails_at_once_and_says_why(run, code, reason):
    outcome = run(task02_00_conflict_update=[code])
    assert outcome.state == "failed"
    assert outcome.started == [FIRST, BETWEEN[0], DETECTION, LAST]
    assert f"exit code {code}, {reason}" in outcome.log
    assert f"task02_00_conflict_update ends with exit code {code}" in outcome.log


REFUSED = "2 refused, 28P01"


@pytest.mark.parametrize(("codes", "tries"), [([REFUSED, 0], 2), ([1, REFUSED, 0], 3), ([REFUSED], 3), ([2, 0], 1)])
def test_a_password_that_was_changed_is_asked_for_again_by_another_container_as_often_as_a_task_may_fail(
    run, codes, tries
):
    outcome = run(task02_00_conflict_update=codes)
    assert outcome.started.count(DETECTION) == tries
    assert outcome.state == ("success" if codes[tries - 1 :] == [0] else "failed")


def test_a_container_that_cannot_start_fails_the_run_with_the_reason(run, dag, monkeypatch):
    monkeypatch.setattr(dag.get_task("task02_00_conflict_update"), "task_definition", "without_program")
    outcome = run()
    assert outcome.state == "failed"
    assert outcome.started == [FIRST, BETWEEN[0], LAST]
    assert "no-such-program" in outcome.log


@pytest.mark.parametrize("code", [2, 4])
def test_a_preflight_that_fails_keeps_everything_after_it_from_running(run, code):
    outcome = run(task00_preflight=[code, 0])
    assert outcome.state == "failed"
    assert outcome.started == ["task00_preflight"]
    assert {outcome.tasks[name] for name in NAMES[1:]} == {"upstream_failed"}


def test_a_run_that_is_told_to_waits_for_its_source_with_what_it_says_of_until_when(run, dag, monkeypatch):
    monkeypatch.setattr(dag.get_task(FIRST), "source_poll", timedelta(seconds=1))
    outcome = run({"wait_for_source_minutes": 5}, task00_preflight=[4, 4, 0])
    assert outcome.state == "success"
    assert outcome.started == [FIRST, FIRST, *NAMES]
    told = re.findall(r"It is looked at again at (\S+ \S+) UTC, for the last time at (\S+ \S+) UTC", outcome.log)
    assert len(set(told)) == 2
    (again, last), (_, same) = ([datetime.fromisoformat(time) for time in times] for times in dict.fromkeys(told))
    assert last == same
    assert timedelta(minutes=4) < last - again < timedelta(minutes=5)


def test_waiting_uses_up_no_retry(run, dag, monkeypatch):
    monkeypatch.setattr(dag.get_task(FIRST), "source_poll", timedelta(seconds=0.2))
    tries = read_settings(os.environ).retries
    outcome = run({"wait_for_source_minutes": 5}, task00_preflight=[4, 4, 4, 4, *[1] * tries, 0])
    assert outcome.state == "success"
    assert outcome.started.count(FIRST) == 4 + tries + 1


def test_a_run_whose_patience_with_its_source_ends_looks_a_last_time_and_fails(run, dag, monkeypatch):
    monkeypatch.setattr("care_conflict.commands.timedelta", lambda minutes: timedelta(seconds=minutes))
    monkeypatch.setattr(dag.get_task(FIRST), "source_poll", timedelta(minutes=10))
    outcome = run({"wait_for_source_minutes": 8}, task00_preflight=[4])
    assert outcome.state == "failed"
    assert outcome.started == [FIRST, FIRST]
    assert "exit code 4, the source is not fit" in outcome.log
    assert {outcome.tasks[name] for name in NAMES[1:]} == {"upstream_failed"}


def test_a_run_that_waits_for_its_source_does_not_wait_for_its_configuration(run):
    outcome = run({"wait_for_source_minutes": 5}, task00_preflight=[2, 0])
    assert (outcome.state, outcome.started) == ("failed", [FIRST])


def test_a_run_that_comes_second_to_the_lock_waits_again_and_uses_up_no_retry(run):
    tries = read_settings(os.environ).retries
    outcome = run(task00_preflight=[3, 3, *[1] * tries, 0])
    assert outcome.state == "success"
    assert outcome.started.count(FIRST) == 2 + tries + 1
    assert "Waiting for the lock, which another run holds" in outcome.log


def test_while_another_run_holds_the_lock_no_container_is_started_to_ask_for_it(run, dag, database, monkeypatch):
    lock, looks = dag.get_task(FIRST).lock, []

    def seen(run: str) -> tuple:
        looks.append(run)
        if len(looks) == 2:
            database.hold("manual__first")
        if len(looks) == 4:
            database.free()
        return lock.seen(run)

    for name in ("wait_until_idle", FIRST):
        monkeypatch.setattr(dag.get_task(name), "lock", Watched(lock, seen))
    outcome = run()
    assert outcome.state == "success"
    assert outcome.started == NAMES
    assert len(looks) == 4
    assert len(set(looks)) == 1
    assert "The lock is held by run manual__first since" in outcome.log


def test_a_run_that_comes_second_to_the_lock_fails_when_its_patience_ends(run, dag, monkeypatch):
    impatient = replace(dag.get_task(FIRST).lock, patience=timedelta(seconds=2))
    monkeypatch.setattr(dag.get_task(FIRST), "lock", impatient)
    outcome = run(task00_preflight=[3])
    assert outcome.state == "failed"
    assert set(outcome.started) == {FIRST}
    assert "exit code 3, the lock is held by another run" in outcome.log
    assert {outcome.tasks[name] for name in NAMES[1:]} == {"upstream_failed"}


def test_only_what_comes_before_the_lock_waits_for_the_source(run):
    outcome = run({"wait_for_source_minutes": 5}, task02_00_conflict_update=[4, 0])
    assert outcome.started == [FIRST, BETWEEN[0], DETECTION, LAST]


def test_a_postflight_that_fails_fails_the_run(run):
    outcome = run(task99_postflight=[1])
    assert outcome.state == "failed"
    assert outcome.tasks["run_result"] == "failed"
    assert "task99_postflight is failed" in outcome.log


def test_tasks_that_were_not_chosen_are_skipped_and_the_run_succeeds(run):
    outcome = run({"tasks": [BETWEEN[0], BETWEEN[3]]})
    assert outcome.state == "success"
    assert outcome.started == [FIRST, BETWEEN[0], BETWEEN[3], LAST]
    assert {outcome.tasks[name] for name in BETWEEN if name not in outcome.started} == {"skipped"}


def test_a_run_of_no_task_is_preflight_and_postflight(run):
    outcome = run({"tasks": []})
    assert outcome.state == "success"
    assert outcome.started == [FIRST, LAST]
    assert {outcome.tasks[name] for name in BETWEEN} == {"skipped"}


def test_a_run_with_an_unknown_parameter_fails_before_it_takes_anything(run):
    outcome = run({"lookback_hour": 48})
    assert outcome.state == "failed"
    assert outcome.started == []
    assert '"lookback_hour" is not a parameter; did you mean lookback_hours?' in outcome.log


def test_a_preview_with_an_unknown_parameter_says_nothing_of_another_run(run):
    outcome = run({"preview": True, "lookback_hour": 48})
    assert outcome.state == "failed"
    assert outcome.started == []


def test_a_run_that_another_dag_triggers_beside_openlineage_is_a_run_as_any(run):
    """Airflow's TriggerDagRunOperator tells of its own task then."""
    outcome = run({"openlineage": {"parentRunId": "1"}, "tasks": []})
    assert (outcome.state, outcome.started) == ("success", [FIRST, LAST])


def test_a_preview_in_an_airflow_that_keeps_params_back_fails_and_is_no_run(run, monkeypatch):
    monkeypatch.setenv("AIRFLOW__CORE__DAG_RUN_CONF_OVERRIDES_PARAMS", "False")
    outcome = run({"preview": True, "lookback_hours": 36})
    assert outcome.state == "failed"
    assert outcome.started == []
    assert "does not hand on what the run was started with (preview): its setting [core]" in outcome.log


def test_a_run_with_a_condition_that_only_a_preview_looks_at_fails_before_it_takes_anything(run):
    outcome = run({"fail_if": "resolved > 5%"})
    assert outcome.state == "failed"
    assert outcome.started == []
    assert "fail_if is a condition of a preview" in outcome.log


def test_a_run_waits_for_the_lock_and_names_its_holder_when_its_patience_ends(run, dag, database, monkeypatch):
    monkeypatch.setattr(dag.get_task("wait_until_idle"), "timeout", 2)
    database.hold("scheduled__2026-11-21T05:30:00+00:00")
    outcome = run()
    assert outcome.state == "failed"
    assert outcome.started == []
    assert "Waiting. The lock is held by run scheduled__2026-11-21T05:30:00+00:00 since" in outcome.log
    assert "run_lock release --run-id scheduled__2026-11-21T05:30:00+00:00" in outcome.log


def test_a_flag_that_no_run_set_is_waited_for_and_told_apart(run, dag, database, monkeypatch):
    monkeypatch.setattr(dag.get_task("wait_until_idle"), "timeout", 1)
    database.set_flag_alone()
    outcome = run()
    assert outcome.started == []
    assert "run_lock release --foreign" in outcome.log


def test_a_run_on_a_database_that_an_earlier_version_migrated_is_told_to_migrate(run, database):
    with database.of_an_earlier_version():
        outcome = run()
    assert outcome.state == "failed"
    assert outcome.started == []
    assert 'relation "conflict_dev.pipeline_lock_state" does not exist. Run migrate' in outcome.log


def test_a_lock_whose_lease_has_ended_counts_as_free(run, database):
    database.hold("manual__dead", heard_minutes_ago=121)
    assert run().started == NAMES
