"""How patient a run of the pipeline is: tries, delays, time limits, the alert when it is late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import AsyncCallback, DeadlineAlert
from run_deadline import RunQueuedAt, alert_late_run  # of the plugins folder

from care_conflict.settings import Settings


def task_defaults(settings: Settings) -> dict[str, Any]:
    """Who owns a task, how often it is tried again, and its time limit."""
    return {
        "owner": settings.owner,
        "retries": settings.retries,
        "retry_delay": timedelta(seconds=settings.retry_delay_seconds),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(seconds=settings.retry_delay_limit_seconds),
        "execution_timeout": settings.task_limit,
    }


def late_run_alert(settings: Settings) -> DeadlineAlert:
    """Says once that a run takes too long."""
    return DeadlineAlert(
        reference=RunQueuedAt(),
        interval=timedelta(minutes=settings.deadline_minutes),
        callback=AsyncCallback(
            alert_late_run,
            {
                "minutes": settings.deadline_minutes,
                "topic": settings.alert_topic,
                "aws_connection": settings.aws_connection,
            },
        ),
    )
