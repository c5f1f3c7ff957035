"""A container of ECS as the pipeline wants it: asked for until there is room, and its log shown or named."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from airflow.providers.amazon.aws.exceptions import EcsOperatorError
from airflow.providers.amazon.aws.hooks.logs import AwsLogsHook
from airflow.providers.amazon.aws.operators.ecs import EcsRunTaskOperator
from airflow.providers.amazon.aws.utils.task_log_fetcher import AwsTaskLogFetcher
from airflow.sdk.exceptions import AirflowException

from care_conflict.log_lines import shown
from care_conflict.settings import PREFIX

# AWS refuses calls for some time when an account makes too many: with these attempts one call outlasts a minute
AWS_CALLS = {"retries": {"mode": "standard", "total_max_attempts": 15}}
SECONDS_BETWEEN_REQUESTS = 30
PATIENCE = f"{PREFIX}CAPACITY_WAIT_MINUTES"


class EcsContainer(EcsRunTaskOperator):
    """Waits for a place, which uses up no retry; says at its end where the whole log is."""

    def __init__(self, *, capacity_wait: timedelta, **options: Any) -> None:
        super().__init__(**options)
        self.capacity_wait = capacity_wait

    def _start_task(self) -> None:
        last = time.monotonic() + self.capacity_wait.total_seconds()
        while True:
            try:
                return super()._start_task()
            except (EcsOperatorError, self.client.exceptions.ClientError) as refusal:
                reason, passes = refused(refusal)
                if not passes:
                    raise AirflowException(f"ECS does not start the container: {reason}") from None
                if time.monotonic() > last:
                    raise AirflowException(
                        f"ECS had no room for the container for {self.capacity_wait} ({PATIENCE}): {reason}"
                    ) from None
            self.log.warning(
                "ECS has no room for the container: %s. It is asked again every %s seconds, for %s (%s).",
                reason,
                SECONDS_BETWEEN_REQUESTS,
                self.capacity_wait,
                PATIENCE,
            )
            time.sleep(SECONDS_BETWEEN_REQUESTS)

    def _get_task_log_fetcher(self) -> AwsTaskLogFetcher:
        fetcher = super()._get_task_log_fetcher()
        fetcher.hook = AwsLogsHook(
            aws_conn_id=self.aws_conn_id, region_name=self.resolve_awslogs_region(), config=self.botocore_config
        )
        fetcher.event_to_str = lambda event: shown(event["message"])
        last_lines = fetcher.get_last_log_messages

        def last_lines_or_none(number: int) -> list[str]:
            """Of a command that failed: without them its exit code still says what to do."""
            try:
                return last_lines(number)
            except Exception as error:
                self.log.warning("The end of the log cannot be read: %s", error)
                return []

        fetcher.get_last_log_messages = last_lines_or_none
        return fetcher

    def _after_execution(self) -> None:
        try:
            super()._after_execution()
        finally:  # a line can come late or never: this log may lack it
            self.log.info(
                "The whole log of the command: log group %s, log stream %s",
                self.awslogs_group,
                self._get_logs_stream_name(),
            )


def refused(refusal: Any) -> tuple[str, bool]:
    """Why ECS starts no container, and whether that passes: it has no room, or too many run at the moment."""
    if isinstance(refusal, EcsOperatorError):
        reason = ", ".join(dict.fromkeys(failure.get("reason", "no reason given") for failure in refusal.failures))
        return reason, reason.startswith("RESOURCE:") or "capacity" in reason.lower()
    error = refusal.response["Error"]
    return f"{error['Code']}, {error['Message']}", error["Code"] == "ThrottlingException"
