"""The alert for a run that is late. All parts of Airflow load it from their plugins folder, the API server too."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from typing import Any

from airflow.plugins_manager import AirflowPlugin
from airflow.sdk.definitions.deadline import BaseDeadlineReference, DeadlineReference, deadline_reference

RUNNING = ("queued", "running")
UNDER_WAY = ("running", "deferred", "up_for_retry", "up_for_reschedule", "queued", "scheduled")

log = logging.getLogger(__name__)


@deadline_reference(DeadlineReference.TYPES.DAGRUN_QUEUED)
class RunQueuedAt(BaseDeadlineReference):
    """When the run was queued. Airflow's own DAGRUN_QUEUED_AT breaks the clearing of a failed run (its issue 70368)."""

    required_kwargs = {"dag_id", "run_id"}

    def _evaluate_with(self, *, session: Any, dag_id: str, run_id: str, **_: Any) -> Any:
        from airflow.models import DagRun
        from sqlalchemy import select

        return session.scalar(select(DagRun.queued_at).where(DagRun.dag_id == dag_id, DagRun.run_id == run_id))


class RunDeadlinePlugin(AirflowPlugin):
    """Makes the reference known where deadlines are evaluated."""

    name = "run_deadline"
    deadline_references = [RunQueuedAt]


async def alert_late_run(
    minutes: int, topic: str | None = None, aws_connection: str | None = None, context: Any = None
) -> str | None:
    """Says once that a run is late, to the triggerer's log and, where there is one, to an SNS topic."""
    run = context["dag_run"]
    if run["state"] not in RUNNING:  # a deadline comes also when the run has failed meanwhile
        return None
    text = (
        f"{run['dag_id']}: run {run['dag_run_id']} is late: {run['state']} after {minutes} minutes. "
        f"Now: {await _under_way(run)}."
    )
    log.warning(text)
    if topic:
        await _publish(topic, f"Late: {run['dag_id']}", text, aws_connection)
    return text


async def _under_way(run: dict[str, Any]) -> str:
    date = run.get("logical_date")
    if date and datetime.fromisoformat(str(date)) > datetime.now(UTC):
        return f"no task before {date}, the date that the run was started with"
    return await _tasks_under_way(run["dag_id"], run["dag_run_id"])


async def _tasks_under_way(dag_id: str, run_id: str) -> str:
    from airflow.sdk.execution_time.task_runner import RuntimeTaskInstance
    from asgiref.sync import sync_to_async

    states = await sync_to_async(RuntimeTaskInstance.get_task_states)(dag_id=dag_id, run_ids=[run_id])
    parts: dict[tuple[str, str], list[str]] = {}  # of a mapped task there may be a thousand
    for task, state in states.get(run_id, {}).items():
        if state in UNDER_WAY:
            parts.setdefault((re.sub(r"_\d+$", "", task), state), []).append(task)
    told = (f"{who[0] if len(who) == 1 else f'{len(who)} of {task}'} {state}" for (task, state), who in parts.items())
    return ", ".join(told) or "no task"


async def _publish(topic: str, subject: str, text: str, aws_connection: str | None) -> None:
    from airflow.providers.amazon.aws.hooks.sns import SnsHook
    from asgiref.sync import sync_to_async

    region = topic.split(":")[3]  # which need not be Airflow's own
    publish = SnsHook(aws_conn_id=aws_connection, region_name=region).publish_to_target
    await sync_to_async(publish)(target_arn=topic, message=text, subject=subject)
