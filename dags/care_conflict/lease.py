"""Finds out whether a run died and left the pipeline's lock behind."""

from __future__ import annotations

from typing import Any

from airflow.providers.common.sql.operators.sql import BaseSQLOperator
from airflow.sdk.exceptions import AirflowSkipException

from care_conflict.lock import first_row

# A cron job that is noted without a holder is one that a release could not switch on again.
LEFT_BEHIND_SQL = """\
SELECT coalesce(run_id, 'nobody, but a cron job is off'),
       to_char(heard_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')
  FROM {schema}.pipeline_lock_state
 WHERE expired OR run_id IS NULL AND cron_job_id IS NOT NULL"""


class LeaseEnded(BaseSQLOperator):
    """Passes when a lease has ended and what it holds must be given back; is skipped otherwise."""

    def __init__(self, *, schema: str, **options: Any) -> None:
        super().__init__(**options)
        self.sql = LEFT_BEHIND_SQL.format(schema=schema)

    def execute(self, context: Any) -> None:  # noqa: ARG002
        left = first_row(self.get_db_hook(), self.sql)
        if left is None:
            raise AirflowSkipException("no lease has ended: there is nothing to give back")
        self.log.warning("Run %s was last heard of at %s UTC, and its lease has ended.", *left)
