"""
# Conflict management

Finds visits of one caregiver that cannot both be true, and keeps the list of conflicts up to date.

`wait_until_idle` waits for the lock, `task00_preflight` takes it, the tasks between do the work,
`task99_postflight` gives everything back **whatever the tasks before it came to**, and `run_result` decides
whether the run was a success.

- **Start** it with the trigger form. Every field says what it does; the defaults are those of the daily run.
- **When a task fails**: read the end of its log, mend the cause, clear the task with the defaults. Preflight, the task,
  what follows and postflight run again, in this order; what was done is not done again.
"""

from __future__ import annotations

import os
from datetime import timedelta

from airflow.sdk import DAG, AsyncCallback, DeadlineAlert, chain
from run_deadline import RunQueuedAt, alert_late_run  # of the plugins folder

from pipeline.commands import ChoosableCommand, pipeline_command
from pipeline.docs import TASK_DOCS
from pipeline.lock import LockSensor
from pipeline.parameters import dag_params, parameters_of
from pipeline.run_result import RunResult
from pipeline.settings import read_settings

SETTINGS = read_settings(os.environ)
SETUP, TEARDOWN = "task00_preflight", "task99_postflight"
TASKS = [
    "task01_copy_to_staging",
    "task02_00_conflict_update",
    "task02_01_inservice_conflict",
    "task03_status_management",
]
PARAMETERS = parameters_of([SETUP, *TASKS, TEARDOWN])

with DAG(
    dag_id="conflict_management",
    description="Finds conflicting visits and keeps the list of conflicts up to date",
    doc_md=f"{__doc__}\nThe report of a run: `{SETTINGS.run_location}/<run id>/report.html`",
    schedule=SETTINGS.schedule,
    catchup=False,
    max_active_runs=1,
    params=dag_params(PARAMETERS, TASKS),
    deadline=DeadlineAlert(
        reference=RunQueuedAt(),
        interval=timedelta(minutes=SETTINGS.deadline_minutes),
        callback=AsyncCallback(
            alert_late_run,
            {
                "minutes": SETTINGS.deadline_minutes,
                "topic": SETTINGS.alert_topic,
                "aws_connection": SETTINGS.aws_connection,
            },
        ),
    ),
    tags=["conflict-management"],
    default_args={
        "owner": SETTINGS.owner,
        "retries": SETTINGS.retries,
        "retry_delay": timedelta(seconds=SETTINGS.retry_delay_seconds),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(seconds=SETTINGS.retry_delay_limit_seconds),
        "execution_timeout": SETTINGS.task_limit,
    },
) as dag:
    wait = LockSensor(
        task_id="wait_until_idle",
        conn_id=SETTINGS.postgres_connection,
        schema=SETTINGS.postgres_schema,
        poke_interval=SETTINGS.lock_poll_seconds,
        timeout=timedelta(minutes=SETTINGS.lock_wait_minutes),
        doc_md=TASK_DOCS["wait_until_idle"],
    )
    preflight = pipeline_command(SETUP, SETTINGS, PARAMETERS, doc_md=TASK_DOCS[SETUP])
    tasks = [
        pipeline_command(
            name,
            SETTINGS,
            PARAMETERS,
            ChoosableCommand,
            doc_md=TASK_DOCS[name],
            # a task that was not chosen does not hold up the next; Airflow allows that only behind the first
            trigger_rule="all_success" if name == TASKS[0] else "none_failed",
        )
        for name in TASKS
    ]
    postflight = pipeline_command(TEARDOWN, SETTINGS, PARAMETERS, doc_md=TASK_DOCS[TEARDOWN])
    result = RunResult(task_id="run_result", retries=0, doc_md=TASK_DOCS["run_result"])

    chain(wait, preflight, *tasks, postflight, result)
    preflight.as_setup()
    postflight.as_teardown(setups=preflight)
    result.as_teardown(setups=preflight, on_failure_fail_dagrun=True)
