"""
# Conflict management in chunks, without Snowflake

For deployments whose warehouse tables are replicated into PostgreSQL. Brings the stored conflicts up to date: rewrites
what changed, marks what is no longer found. It inserts nothing: new conflicts come from `conflict_management`.

`wait_until_idle` waits for the lock, which is the one of `conflict_management` too; `run_lock_acquire` takes it.
`get_task02_chunks` cuts the work into chunks, `process_task02_chunk` does them, several at a time. With the param
`with_status_management` (on where there is no Snowflake) `task03_status_management` then carries statuses on and
resolves what was marked. **Whatever the tasks before came to**, `summarize_task02_chunks` tells it in a report and
`run_lock_release` gives the lock back; `run_result` decides whether the run was a success.

- **Start** it with the trigger form. `mode` = sequential does all in one task, `task_02`, with the same outcome.
- **When a chunk fails** the others go on; status management does not run on what was looked at in part. Read the end
  of its log, mend the cause, clear that chunk with the defaults: it, status management and the report run, with the
  lock taken before and given back after them. What was done in this run is not done again.
- **More than 1,024 chunks**: Airflow refuses to map over them. Chunks grow by themselves, so that there are no more
  than 1,000; where sizes were set that make more, `get_task02_chunks` says so: leave `target_chunk_size` and
  `max_keys_per_chunk` as they are, or raise them or `AIRFLOW__CORE__MAX_MAP_LENGTH`.
"""

from __future__ import annotations

import os

import care_conflict  # noqa: F401, before what an older Airflow does not have: it says which one is needed

# isort: split
from airflow.sdk import DAG, chain

from care_conflict.commands import ChoosableCommand, WaitingCommand, pipeline_command
from care_conflict.docs import REPORT_DOC, TASK_DOCS
from care_conflict.identity import run_name
from care_conflict.lock import lock_of, wait_until_idle
from care_conflict.mapped import CHUNKS, PlanningCommand, mapped_command
from care_conflict.parameters import (
    ACQUIRE,
    ALL_KEYS,
    CHUNK,
    PLAN,
    STAGING_OF_REPLICA,
    STATUS,
    STATUS_OF_STORED,
    SUMMARY,
    choice_of_mode,
    dag_params,
    parameters_of,
    with_status,
)
from care_conflict.patience import late_run_alert, task_defaults
from care_conflict.report import report_links
from care_conflict.run_result import RunResult
from care_conflict.schedule import schedule
from care_conflict.settings import read_settings

SETTINGS = read_settings(os.environ)
RELEASE = "run_lock_release"
THIS_RUN = run_name("conflict_management_chunked", "<run id>")
PARAMETERS = parameters_of([ACQUIRE, STAGING_OF_REPLICA, ALL_KEYS, PLAN, CHUNK], also=STATUS_OF_STORED)


def command(name: str, task_id: str | None = None, **options):
    task_id = task_id or name
    return pipeline_command(name, SETTINGS, PARAMETERS, task_id=task_id, doc_md=TASK_DOCS[task_id], **options)


with DAG(
    dag_id="conflict_management_chunked",
    description="Brings stored conflicts up to date in chunks, from warehouse tables in PostgreSQL",
    doc_md=f"{__doc__}- **The report** of a run: `{SETTINGS.run_location}/{THIS_RUN}/report.html`",
    schedule=schedule(SETTINGS.chunked_schedule, SETTINGS),
    catchup=False,
    max_active_runs=1,
    max_active_tasks=SETTINGS.max_concurrency + 1,  # of its own accord Airflow runs no more than 16
    params=choice_of_mode() | dag_params([with_status(SETTINGS), *PARAMETERS], SETTINGS),
    deadline=late_run_alert(SETTINGS),
    tags=["conflict-management"],
    default_args=task_defaults(SETTINGS),
) as dag:
    wait = wait_until_idle(SETTINGS)
    acquire = command("run_lock", ACQUIRE, operator=WaitingCommand, words=["acquire"], lock=lock_of(SETTINGS))
    validate = command("validate_config_without_warehouse", "validate_config", words=["--without-warehouse"])
    staging = command(STAGING_OF_REPLICA)
    plan = command(PLAN, operator=PlanningCommand, do_xcom_push=True)
    chunks = mapped_command(CHUNK, SETTINGS, PARAMETERS, plan.output, CHUNKS, doc_md=TASK_DOCS[CHUNK])
    all_keys = command(ALL_KEYS, operator=ChoosableCommand)
    # one of the two ways to it is skipped; after a chunk that failed it is not run
    without_snowflake = ["--enable-phase-b=false"]
    status = command(STATUS, operator=ChoosableCommand, words=without_snowflake, trigger_rule="none_failed")
    summary = command(SUMMARY)
    release = command("run_lock", RELEASE, words=["release"])
    result = RunResult(task_id="run_result", doc_md=TASK_DOCS["run_result"])

    if links := report_links(SETTINGS):
        for task in (all_keys, status, summary, result):
            task.operator_extra_links = links
            task.doc_md += REPORT_DOC

    chain(wait, acquire, validate, staging, [plan, all_keys])
    chain(plan, chunks)
    chain([chunks, all_keys], status, summary, release, result)
    chain([chunks, all_keys], summary)  # status is given up at the first chunk that fails, when others still run
    acquire.as_setup()
    summary.as_teardown(setups=acquire)
    release.as_teardown(setups=acquire)
    result.as_teardown(setups=acquire, on_failure_fail_dagrun=True)
