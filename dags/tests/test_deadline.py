"""A late run raises an alert, once, that says what is late and what runs now."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import run_deadline


@pytest.fixture
def sent(monkeypatch) -> list[tuple]:
    sent: list[tuple] = []

    async def publish(*message):
        sent.append(message)

    async def under_way(dag_id, run_id):
        assert (dag_id, run_id) == ("conflict_management", "manual__1")
        return "task02_00_conflict_update running"

    monkeypatch.setattr(run_deadline, "_publish", publish)
    monkeypatch.setattr(run_deadline, "_tasks_under_way", under_way)
    return sent


def alert(state: str, topic: str | None, **more) -> str | None:
    run = {"dag_id": "conflict_management", "dag_run_id": "manual__1", "state": state, **more}
    return asyncio.run(run_deadline.alert_late_run(45, topic, context={"dag_run": run}))


@pytest.mark.parametrize("state", ["queued", "running"])
def test_an_alert_names_the_run_its_state_and_what_runs_now(sent, state):
    text = alert(state, "arn:aws:sns:us-east-1:1:late")
    assert text == (
        f"conflict_management: run manual__1 is late: {state} after 45 minutes. Now: task02_00_conflict_update running."
    )
    assert sent == [("arn:aws:sns:us-east-1:1:late", "Late: conflict_management", text, None)]


@pytest.mark.parametrize("state", ["failed", "success"])
def test_a_run_that_has_ended_is_not_alerted_about(sent, state):
    assert alert(state, "arn:aws:sns:us-east-1:1:late") is None
    assert sent == []


@pytest.mark.parametrize("date", ["2999-11-30T06:00:00Z", datetime(2999, 11, 30, 6, tzinfo=UTC)])
def test_a_run_of_a_date_to_come_starts_no_task_and_the_alert_says_which_date(sent, date):  # noqa: ARG001
    text = alert("running", None, logical_date=date)
    assert text.endswith(f"Now: no task before {date}, the date that the run was started with.")
    assert alert("running", None, logical_date="2026-11-20T06:00:00Z").endswith("task02_00_conflict_update running.")


def test_an_alert_counts_the_parts_of_a_mapped_task(monkeypatch):
    states = {"task_01": "running", **{f"process_task02_chunk_{number}": "scheduled" for number in range(995)}}
    states |= {"process_task02_chunk_995": "success", "process_task02_chunk_996": "running"}
    asked = "airflow.sdk.execution_time.task_runner.RuntimeTaskInstance.get_task_states"
    monkeypatch.setattr(asked, lambda **_: {"manual__1": states})
    told = "Now: task_01 running, 995 of process_task02_chunk scheduled, process_task02_chunk_996 running."
    assert alert("running", None).endswith(told)


def test_without_a_topic_the_log_alone_is_told(sent):
    assert alert("running", None)
    assert sent == []


def test_an_alert_goes_to_the_region_of_its_topic(monkeypatch):
    asked = []

    class Hook:
        def __init__(self, **options):
            asked.append(options["region_name"])

        def publish_to_target(self, **_):
            asked.append("published")

    monkeypatch.setattr("airflow.providers.amazon.aws.hooks.sns.SnsHook", Hook)
    asyncio.run(run_deadline._publish("arn:aws:sns:eu-west-1:1:late", "s", "t", None))
    assert asked == ["eu-west-1", "published"]


def test_the_deadline_is_that_of_the_settings(dag, monkeypatch):
    import importlib

    import conflict_management

    assert [deadline.interval for deadline in dag.deadline] == [timedelta(minutes=45)]
    monkeypatch.setenv("CONFLICT_MANAGEMENT_DEADLINE_MINUTES", "90")
    changed = importlib.reload(conflict_management).dag
    assert [deadline.interval for deadline in changed.deadline] == [timedelta(minutes=90)]
