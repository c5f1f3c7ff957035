"""One command of the pipeline as one Fargate container."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from airflow.providers.amazon.aws.operators.ecs import EcsRunTaskOperator
from airflow.providers.amazon.aws.utils.task_log_fetcher import AwsTaskLogFetcher
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

from pipeline.parameters import Parameter
from pipeline.settings import Settings

CONTAINER = "task"
SHOWN_BY_AIRFLOW = re.compile(r"^[A-Z]+ \S+Z |\s+task=\S+ run=\S+$")
MISUSED, LOCKED = 2, 3
USELESS_TO_RETRY = {
    MISUSED: "wrong usage or configuration: a retry is useless. Mend what the log names, then clear this task.",
    LOCKED: "the lock is held by another run, which the log names. Wait for its end, then clear this task.",
}


class PipelineCommand(EcsRunTaskOperator):
    """Runs the command, shows its log while it runs, and fails at once where a retry is useless."""

    def _get_task_log_fetcher(self) -> AwsTaskLogFetcher:
        fetcher = super()._get_task_log_fetcher()
        fetcher.event_to_str = log_line
        return fetcher

    def _after_execution(self) -> None:
        try:
            super()._after_execution()
        except AirflowException as failure:
            code = self._exit_code()
            if code in USELESS_TO_RETRY:
                raise AirflowFailException(f"exit code {code}, {USELESS_TO_RETRY[code]}\n{failure}") from None
            if code is None:  # the container never started: the failure says why
                raise
            raise AirflowException(f"exit code {code}\n{failure}") from None

    def _exit_code(self) -> int | None:
        answer = self.client.describe_tasks(cluster=self.cluster, tasks=[self.arn])
        codes = [container.get("exitCode") for task in answer["tasks"] for container in task["containers"]]
        return codes[0] if codes else None


def log_line(event: Mapping[str, Any]) -> str:
    """What a log event says, without the level, time, run and task that Airflow shows beside it."""
    return SHOWN_BY_AIRFLOW.sub("", event["message"])


class ChoosableCommand(PipelineCommand):
    """A command between setup and teardown: skipped where the run was started without it."""

    def execute(self, context: Any) -> Any:
        if self.task_id not in context["params"]["tasks"]:
            raise AirflowSkipException("not among the tasks that this run was started with (param tasks)")
        return super().execute(context)


def overrides(settings: Settings, parameters: Iterable[Parameter], words: Iterable[str] = ()) -> dict[str, Any]:
    """What a container is told: the run and the parameters. Never a secret: Airflow shows it."""
    environment = [
        {"name": "RUN_ID", "value": "{{ run_id }}"},
        {"name": "RUN_LOCATION", "value": settings.run_location + "/{{ run_id }}"},
        {"name": "LOG_FORMAT", "value": settings.log_format},
        *(parameter.environment() for parameter in parameters),
    ]
    return {"containerOverrides": [{"name": CONTAINER, "command": list(words), "environment": environment}]}


def pipeline_command(
    name: str,
    settings: Settings,
    parameters: Iterable[Parameter] = (),
    operator: type[PipelineCommand] = PipelineCommand,
    words: Iterable[str] = (),
    **options: Any,
) -> PipelineCommand:
    """The task that runs the command of this name, with these words behind it."""
    return operator(
        task_id=name,
        cluster=settings.cluster,
        task_definition=settings.task_definition_prefix + name,
        launch_type="FARGATE",
        network_configuration={
            "awsvpcConfiguration": {
                "subnets": settings.subnets,
                "securityGroups": settings.security_groups,
                "assignPublicIp": "ENABLED" if settings.assign_public_ip else "DISABLED",
            }
        },
        overrides=overrides(settings, parameters, words),
        aws_conn_id=settings.aws_connection,
        container_name=CONTAINER,  # without it each start waits 10 to 30 s to find the name
        awslogs_group=settings.log_group,
        awslogs_stream_prefix=settings.log_stream_prefix,
        awslogs_fetch_interval=timedelta(seconds=settings.poll_seconds),
        waiter_delay=settings.poll_seconds,
        number_logs_exception=20,
        reattach=True,  # a worker that restarts finds the container again
        deferrable=False,  # deferred, neither a time limit nor a person's "mark failed" stops the container
        do_xcom_push=False,
        **options,
    )
