"""What is mapped: a command that hands on its plan, and one that runs once for each part of it, several at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk.configuration import conf
from airflow.sdk.exceptions import AirflowFailException, AirflowRescheduleException, AirflowSkipException

from care_conflict.commands import ChoosableCommand, PipelineCommand, on_fargate, overrides
from care_conflict.parameters import SHARDS, Parameter
from care_conflict.plan import planned, planned_shards
from care_conflict.settings import Settings


class PlanningCommand(ChoosableCommand):
    """Hands on the plan that the command has written: what the next task is mapped over."""

    def execute(self, context: Any) -> list[dict[str, str]]:
        super().execute(context)
        connection = {"aws_conn_id": self.aws_conn_id, "region_name": self.region_name, "config": self.botocore_config}
        return self._planned(self.location, connection, context)

    def _planned(self, location: str, connection: dict[str, Any], context: Any) -> list[dict[str, str]]:  # noqa: ARG002
        chunks = planned(location, connection)
        most = conf.getint("core", "max_map_length")
        if len(chunks) > most:
            raise AirflowFailException(
                f"{len(chunks)} chunks are more than Airflow maps a task over ({most}). Start a run with a larger "
                "target_chunk_size and max_keys_per_chunk, or raise AIRFLOW__CORE__MAX_MAP_LENGTH and clear this task."
            )
        return chunks

    def _after_execution(self) -> None:
        super()._after_execution()
        self.task_log_fetcher = None  # it would be asked once more, for a last line that nobody reads


class ShardPlanningCommand(PlanningCommand):
    """The same where it planned the shards of a detection."""

    def __init__(self, *, detection: str, **options: Any) -> None:
        super().__init__(**options)
        self.detection = detection

    def _planned(self, location: str, connection: dict[str, Any], context: Any) -> list[dict[str, str]]:
        return planned_shards(location, self.detection, int(context["params"][SHARDS]), connection)


class ShardCommand(PipelineCommand):
    """Writes one shard; skipped where the plan has no rows for it."""

    def execute(self, context: Any) -> Any:
        if self.tags["rows"] == "0":
            raise AirflowSkipException("nothing that was detected is of this shard")
        return super().execute(context)


class FinishingCommand(PipelineCommand):
    """Ends what was written in shards: a teardown, which Airflow starts beside preflight where it was cleared alone."""

    def __init__(self, *, behind: str, **options: Any) -> None:
        super().__init__(**options)
        self.behind = behind

    def execute(self, context: Any) -> Any:
        run = context["ti"]
        states = run.get_task_states(dag_id=run.dag_id, task_ids=[self.behind], run_ids=[run.run_id])
        state = states.get(run.run_id, {}).get(self.behind)
        if state in ("failed", "upstream_failed", "skipped"):
            raise AirflowFailException(f"{self.behind} is {state}: mend that, then clear this task.")
        if state != "success":
            raise AirflowRescheduleException(datetime.now(UTC) + timedelta(seconds=5))
        return super().execute(context)


@dataclass(frozen=True)
class Part:
    """A part of a mapped task: the variable that tells the command which one it is, and its name for people.

    The tags of the container carry what differs: Airflow fills in the overrides after them, but does not map over
    overrides that have something to fill in.
    """

    operator: type[PipelineCommand]
    told: Mapping[str, str]
    shown: str


ROWS = "({{ '{:,}'.format(task.tags['rows'] | int) }} rows)"
CHUNKS = Part(PipelineCommand, {"CHUNK_ID": "{{ task.tags['chunk'] }}"}, "chunk {{ task.tags['chunk'] }} " + ROWS)
SHARD = Part(
    ShardCommand,
    {"SHARD": "{{ task.tags['shard'] }}"},
    "shard {{ task.tags['shard'] }} of {{ task.tags['of'] }} " + ROWS,
)


def mapped_command(
    name: str,
    settings: Settings,
    parameters: Iterable[Parameter],
    plan: Any,
    part: Part,
    words: Iterable[str] = (),
    **options: Any,
) -> Any:
    """The task that runs the command once for each part of a plan, several at a time."""
    told = overrides(settings, parameters, words, part.told)
    made = {
        "task_id": name,
        "do_xcom_push": False,
        "max_active_tis_per_dagrun": settings.max_concurrency,
        "map_index_template": part.shown,
    }
    return part.operator.partial(**(made | on_fargate(name, settings, told) | options)).expand(tags=plan)
