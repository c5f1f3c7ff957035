"""
# Conflict management: give back what a dead run holds

A run that dies where postflight cannot run (preflight dead after it took the lock, the cluster gone) leaves
`InProgressFlag` at 1 and the cron job off. This DAG looks every few minutes whether the lease of such a run has ended,
and if so gives back flag, cron job and lock. Otherwise it does nothing: no container is started.

A lease ends when a run was not heard of for `lock_lease_minutes`. Not so patient? `run_lock release --run-id …`.

**When it fails** the database could not be asked, or did not take what is given back: the log of the failed task says
which. The next run of this DAG tries again by itself.
"""

from __future__ import annotations

import os
from datetime import timedelta

import care_conflict  # noqa: F401, before what an older Airflow does not have: it says which one is needed

# isort: split
from airflow.sdk import DAG

from care_conflict.commands import pipeline_command
from care_conflict.docs import TASK_DOCS
from care_conflict.lease import LeaseEnded
from care_conflict.patience import task_defaults
from care_conflict.schedule import schedule
from care_conflict.settings import read_settings

SETTINGS = read_settings(os.environ)

with DAG(
    dag_id="conflict_management_give_back",
    description="Returns flag, cron job and lock of a run that died, when its lease has ended",
    doc_md=__doc__,
    schedule=schedule(SETTINGS.give_back_schedule, SETTINGS),
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    tags=["conflict-management"],
    default_args=task_defaults(SETTINGS) | {"execution_timeout": timedelta(minutes=SETTINGS.give_back_limit_minutes)},
) as dag:
    ended = LeaseEnded(
        task_id="lease_ended",
        conn_id=SETTINGS.postgres_connection,
        schema=SETTINGS.postgres_schema,
        doc_md=TASK_DOCS["lease_ended"],
    )
    release = pipeline_command("run_lock", SETTINGS, words=["release", "--expired"], doc_md=TASK_DOCS["run_lock"])

    ended >> release
