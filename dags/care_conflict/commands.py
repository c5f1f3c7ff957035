"""One command of the pipeline as one Fargate container."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID, uuid5

from airflow.sdk.exceptions import (
    AirflowException,
    AirflowFailException,
    AirflowRescheduleException,
    AirflowSkipException,
)

from care_conflict.container import AWS_CALLS, EcsContainer
from care_conflict.identity import RUN, RUN_DATE, run_of
from care_conflict.lock import Lock, holder
from care_conflict.log_lines import shown
from care_conflict.parameters import (
    ASKED,
    CONFLICT_ID,
    WAIT,
    Parameter,
    chosen_tasks,
    refuse_lost_params,
    refuse_unknown_params,
)
from care_conflict.settings import Settings

CONTAINER = "task"
LOCATION = "RUN_LOCATION"
MISUSED, LOCKED, UNFIT = 2, 3, 4
NO_CONFLICT, NOTHING_CHANGES = 10, 11  # answers, no failures
CONDITION_HOLDS = 12
USELESS_TO_RETRY = {
    MISUSED: "wrong usage or configuration: a retry is useless. Mend what the log names, then clear this task.",
    LOCKED: "the lock is held by another run, which the log names. Wait for its end, then clear this task.",
    UNFIT: "the source is not fit, or a cleanup would resolve implausibly much: the log names what was measured, what "
    "was expected, and a parameter. Mend the source, then clear this task; where the source is right as it is, start "
    "another run with that parameter.",
    CONDITION_HOLDS: "a condition of fail_if holds: the log names it, and what was measured.",
}
WRONG_PASSWORD = "28P01"
TRIED_AGAIN = (None, "scheduled", "queued", "up_for_retry")
THIS_TRY = "try that watches the container"
SECONDS_TO_ANSWER = 2  # a task that is killed has five seconds to stop its container


class PipelineCommand(EcsContainer):
    """Runs the command, shows its log while it runs, and fails at once where a retry is useless."""

    def execute(self, context: Any) -> Any:
        self._this_try, self._kept = context["ti"], context["task_state_store"]
        self._kept.set(THIS_TRY, self._this_try.try_number)
        return super().execute(context)

    @property
    def location(self) -> str:
        """Where the command keeps what its run came to."""
        (container,) = self.overrides["containerOverrides"]
        (location,) = (pair["value"] for pair in container["environment"] if pair["name"] == LOCATION)
        return location

    def _try_reattach_task(self, started_by: str) -> None:
        """Of this environment alone: others may have a run of this id in this cluster, and so a try of this name."""
        self._started_by = str(uuid5(UUID(started_by), self.location))
        self.log.info("In this environment: startedBy=%r", self._started_by)
        super()._try_reattach_task(self._started_by)

    def on_kill(self) -> None:
        """Stops the container, unless this try is only given up as lost: the next one finds the container again."""
        if self._is_tried_again():
            self.log.warning("Airflow has given this try up for another one: the container goes on for that.")
        else:
            super().on_kill()

    def _is_tried_again(self) -> bool:
        """A scheduler that was killed alone leaves its workers behind; the next one gives up what they watch."""
        answer: list[bool] = []
        # another thread: the kill may have come while this one was asking something itself
        asking = threading.Thread(target=lambda: answer.append(self._is_given_up()), daemon=True)
        asking.start()
        asking.join(SECONDS_TO_ANSWER)
        return any(answer)

    def _is_given_up(self) -> bool:
        """The next try is to come, or it has begun: then nothing is kept for this one, or the other's number."""
        return self._state() in TRIED_AGAIN or self._kept.get(THIS_TRY) != self._this_try.try_number

    def _state(self) -> str | None:
        this = self._this_try
        states = this.get_task_states(dag_id=this.dag_id, task_ids=[this.task_id], run_ids=[this.run_id])
        mapped = f"_{this.map_index}" if this.map_index is not None and this.map_index >= 0 else ""
        return states[this.run_id][this.task_id + mapped]

    def _after_execution(self) -> None:
        try:
            super()._after_execution()
        except AirflowException as failure:
            code = self._exit_code()
            if code is None:  # the container never started: the failure says why
                raise
            if code == 0:
                self.log.warning(
                    "exit code 0: what else ran in the task, as an agent that AWS puts beside it, did not end so"
                )
                return
            self._failed(code, "\n".join(map(shown, str(failure).splitlines())))

    def _failed(self, code: int, said: str) -> NoReturn:
        if code == MISUSED and WRONG_PASSWORD in said:  # while it is rotated the secret has the old one
            raise AirflowException(f"exit code {code}: the next try is given the password of then\n{said}") from None
        if code in USELESS_TO_RETRY:
            raise AirflowFailException(f"exit code {code}, {USELESS_TO_RETRY[code]}\n{said}") from None
        raise AirflowException(f"exit code {code}\n{said}") from None

    def _exit_code(self) -> int | None:
        """That of the command's own container: AWS may put others beside it, such as the agent of GuardDuty."""
        answer = self.client.describe_tasks(cluster=self.cluster, tasks=[self.arn])
        containers = [container for task in answer["tasks"] for container in task["containers"]]
        return next((each.get("exitCode") for each in containers if each["name"] == CONTAINER), None)


class WaitingCommand(PipelineCommand):
    """The first command of a run, which takes the lock: another run may have been faster than this one by a second.

    It is started again when that run has ended; also where it finds the source not fit, if the run is told to wait.
    It has taken nothing by then. In between it holds no worker slot, and no retry is used up.
    """

    def __init__(self, *, lock: Lock, source_poll: timedelta = timedelta(0), **options: Any) -> None:
        super().__init__(**options)
        self.lock, self.source_poll = lock, source_poll

    def execute(self, context: Any) -> Any:
        # the start of the run: the same in every try, and a new one when the run is cleared
        start, wait = context["dag_run"].start_date, timedelta(minutes=context["params"].get(WAIT.name, 0))
        self._patient_until = {
            UNFIT: start + wait,
            LOCKED: start + max(wait, self.lock.patience) + self.lock.patience,  # the sensor has waited before it
        }
        seen = self.lock.seen(run_of(context))
        if not seen[0]:
            self.log.warning(holder(seen))
            self._failed(LOCKED, holder(seen))
        return super().execute(context)

    def _failed(self, code: int, said: str) -> NoReturn:
        now = datetime.now(UTC)
        if code in self._patient_until and now < self._patient_until[code]:
            poll, until = self.lock.poll if code == LOCKED else self.source_poll, self._patient_until[code]
            again = min(now + poll, until)
            self.log.warning(
                "Waiting for the %s (the reason stands above). "
                "It is looked at again at %s UTC, for the last time at %s UTC.",
                "lock, which another run holds" if code == LOCKED else "source, which is not fit",
                *(f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S}" for time in (again, until)),
            )
            raise AirflowRescheduleException(again)
        super()._failed(code, said)


class ChoosableCommand(PipelineCommand):
    """A command between setup and teardown: skipped where the run was started without it.

    It fails where the run was told something that nobody else reads: that would be lost without a word."""

    def execute(self, context: Any) -> Any:
        refuse_unknown_params(context)
        if why := self._not_asked(context["params"]):
            refuse_lost_params(self.task_id, context["params"], why)
            raise AirflowSkipException(why)
        return super().execute(context)

    def _not_asked(self, params: Mapping[str, Any]) -> str | None:
        return None if self.task_id in chosen_tasks(params) else "the params of this run do not ask for it"


class ExplainingCommand(ChoosableCommand):
    """Says why visits are a conflict, or why not; skipped where the run was started without any."""

    def _not_asked(self, params: Mapping[str, Any]) -> str | None:
        if not any(params[name] for name in ASKED):
            return "this run was started with no visit and no conflict to explain"
        return super()._not_asked(params)

    def _failed(self, code: int, said: str) -> None:
        if code != NO_CONFLICT:
            super()._failed(code, said)
        self.log.info("exit code %s: no conflict", code)


class TellingCommand(ChoosableCommand):
    """Tells what happened to a conflict; skipped where the run was started without one."""

    def _not_asked(self, params: Mapping[str, Any]) -> str | None:
        if not params[CONFLICT_ID.name]:
            return "this run was started with no conflict to tell of"
        return super()._not_asked(params)


class PreviewingCommand(ChoosableCommand):
    """Says what a run would change, instead of the run's tasks where a run is asked to; skipped where it is not."""

    def _not_asked(self, params: Mapping[str, Any]) -> str | None:
        if "preview" not in params:
            return super()._not_asked(params)
        return None if params["preview"] else "this run is not a preview"

    def _failed(self, code: int, said: str) -> None:
        if code != NOTHING_CHANGES:
            super()._failed(code, said)
        self.log.info("exit code %s: a run would change nothing", code)


def overrides(
    settings: Settings, parameters: Iterable[Parameter], words: Iterable[str], more: Mapping[str, str]
) -> dict[str, Any]:
    """What a container is told: the run and the parameters. Never a secret: Airflow shows it."""
    environment = [
        {"name": "RUN_ID", "value": RUN},
        {"name": "RUN_DATE", "value": RUN_DATE},
        {"name": LOCATION, "value": f"{settings.run_location}/{RUN}"},
        *([{"name": "LOG_FORMAT", "value": settings.log_format}] if settings.log_format else []),
        *(parameter.environment() for parameter in parameters),
        *({"name": name, "value": value} for name, value in more.items()),
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
    told = overrides(settings, parameters, words, {})
    return operator(**({"task_id": name, "do_xcom_push": False} | on_fargate(name, settings, told) | options))


def on_fargate(name: str, settings: Settings, told: Mapping[str, Any]) -> dict[str, Any]:
    """Where and how the container of a command runs."""
    return {
        "cluster": settings.cluster,
        "task_definition": settings.task_definition_prefix + name,
        "launch_type": "FARGATE",
        "propagate_tags": "TASK_DEFINITION",
        "network_configuration": {
            "awsvpcConfiguration": {
                "subnets": settings.subnets,
                "securityGroups": settings.security_groups,
                "assignPublicIp": "ENABLED" if settings.assign_public_ip else "DISABLED",
            }
        },
        "overrides": told,
        "aws_conn_id": settings.aws_connection,
        "botocore_config": AWS_CALLS,
        "capacity_wait": timedelta(minutes=settings.capacity_wait_minutes),
        "region_name": settings.aws_region,
        "container_name": CONTAINER,  # without it each start waits 10 to 30 s to find the name
        "awslogs_group": settings.log_group,
        "awslogs_stream_prefix": settings.log_stream_prefix,
        "awslogs_fetch_interval": timedelta(seconds=settings.poll_seconds),
        "waiter_delay": settings.poll_seconds,
        "number_logs_exception": 5,  # the failure ends with them; all of them stand above it in the log
        "reattach": True,  # a worker that restarts finds the container again
        "deferrable": False,  # deferred, neither a time limit nor a person's "mark failed" stops the container
    }
