"""Waits, without a worker slot, until no other run holds the pipeline's lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from airflow.sdk import BaseHook, BaseSensorOperator
from airflow.sdk.exceptions import AirflowFailException, AirflowSensorTimeout, AirflowSkipException

from care_conflict.docs import TASK_DOCS
from care_conflict.identity import run_of
from care_conflict.parameters import FAIL_IF, PREVIEW, refuse_unknown_params
from care_conflict.settings import Settings

# An expired lease counts as idle, and so does a lock of this same run: who takes the lock takes over both.
# Only 1 is a run under way: 0, NULL and 2, which an older chain leaves at its end, are idle.
LOCK_SQL = """\
SELECT coalesce(s."InProgressFlag", 0) <> 1
       OR coalesce(l.run_id = %(run_id)s, false)
       OR coalesce(l.expired, false) AS idle,
       l.run_id,
       to_char(l.taken_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS taken_at,
       to_char(l.heard_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS heard_at
  FROM {schema}.settings s
  LEFT JOIN {schema}.pipeline_lock_state l ON l.run_id IS NOT NULL
 LIMIT 1"""
NO_SUCH_TABLE = "42P01"


@dataclass(frozen=True)
class Lock:
    """The lock as a run that waits for it looks at it."""

    connection: str
    schema: str
    poll: timedelta
    patience: timedelta

    def seen(self, run: str) -> tuple:
        """Whether it is free to this run, and who holds it since when."""
        sql = LOCK_SQL.format(schema=self.schema)
        row = first_row(BaseHook.get_hook(self.connection), sql, {"run_id": run})
        if row is None:
            raise AirflowFailException("the table settings has no row: is this the pipeline's database?")
        return row


class LockSensor(BaseSensorOperator):
    """Succeeds when the lock is free; at its limit it fails and says who holds it."""

    seen: tuple | None = None

    def __init__(self, *, lock: Lock, **options: Any) -> None:
        super().__init__(mode="reschedule", poke_interval=lock.poll, timeout=lock.patience, **options)
        self.lock = lock

    def execute(self, context: Any) -> Any:
        refuse_unknown_params(context)
        if context["params"].get(PREVIEW.name):
            raise AirflowSkipException("this run is a preview: it takes no lock")
        if context["params"].get(FAIL_IF.name):
            raise AirflowFailException(
                "fail_if is a condition of a preview, and this run would change what is stored: "
                "start another run with preview, too, or without fail_if"
            )
        try:
            return super().execute(context)
        except AirflowSensorTimeout as timeout:
            raise AirflowSensorTimeout(f"{timeout} {holder(self.seen)}") from None

    def poke(self, context: Any) -> bool:
        self.seen = self.lock.seen(run_of(context))
        if not self.seen[0]:
            self.log.info("Waiting. %s", holder(self.seen))
        return bool(self.seen[0])


def first_row(hook: Any, sql: str, parameters: dict | None = None) -> tuple | None:
    """The first row of a statement about the lock; where what it reads is not there, what to do."""
    try:
        return hook.get_first(sql, parameters=parameters)
    except Exception as error:
        if NO_SUCH_TABLE not in (getattr(error, "pgcode", None), getattr(error, "sqlstate", None)):
            raise
        said = str(error).splitlines()[0]
        raise AirflowFailException(f"{said}. Run migrate, which makes what this version reads.") from error


def lock_of(settings: Settings) -> Lock:
    """Where the lock is, and how patiently it is waited for."""
    return Lock(
        connection=settings.postgres_connection,
        schema=settings.postgres_schema,
        poll=timedelta(seconds=settings.lock_poll_seconds),
        patience=timedelta(minutes=settings.lock_wait_minutes),
    )


def wait_until_idle(settings: Settings) -> LockSensor:
    """The first task of every DAG that takes the lock."""
    return LockSensor(task_id="wait_until_idle", lock=lock_of(settings), doc_md=TASK_DOCS["wait_until_idle"])


def holder(row: tuple) -> str:
    """Who holds the lock, and what to do about it."""
    if row[1] is None:
        return (
            "InProgressFlag is 1, and no run of this pipeline says why. "
            "Find out what set it, then release it with: run_lock release --foreign"
        )
    _, run_id, taken_at, heard_at = row
    return (
        f"The lock is held by run {run_id} since {taken_at} UTC, last heard of {heard_at} UTC. "
        f"Wait for its end, or release it with: run_lock release --run-id {run_id}"
    )
