"""How patient a run of the pipeline is: tries, delays, time limits, the alert when it is late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import AsyncCallback, DeadlineAlert, RetryDecision, RetryPolicy
from run_deadline import RunQueuedAt, alert_late_run  # of the plugins folder

from care_conflict.settings import Settings

# For the tries that Airflow itself loses because its API server or a worker is away, and that never get as far as to
# fail: with the delays before them they outlast 12 minutes.
RETRIES_OF_AIRFLOW = 6


class OwnFailures(RetryPolicy):
    """A task that failed by itself is tried again so often; a try that never came to its end is not counted."""

    def __init__(self, retries: int):
        self.retries = retries

    def evaluate(self, exception: Any, try_number: int, max_tries: int, context: Any = None) -> RetryDecision:  # noqa: ARG002
        known = f"failures until try {max_tries}"  # which is another one when the task is cleared
        failures = context["task_state_store"].get(known, 0) + 1
        context["task_state_store"].set(known, failures)
        return RetryDecision.fail() if failures > self.retries else RetryDecision.default()


def task_defaults(settings: Settings) -> dict[str, Any]:
    """Who owns a task, how often it is tried again, and its time limit."""
    return {
        "owner": settings.owner,
        "retries": settings.retries + RETRIES_OF_AIRFLOW,
        "retry_policy": OwnFailures(settings.retries),
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
