"""
# Conflict management

Finds visits of one caregiver that cannot both be true, and keeps the list of conflicts up to date.

`wait_until_idle` waits for the lock, `task00_preflight` takes it, the tasks between do the work,
`task99_postflight` gives everything back **whatever the tasks before it came to**, and `run_result` decides
whether the run was a success.

- **Start** it with the trigger form. Every field says what it does; the defaults are those of the daily run.
- **A source that is not fit** to run on ends preflight with exit code 4, before anything is taken; the param
  `wait_for_source_minutes` lets it look again until the source is fit.
- **A preview**: with the param `preview` on, the task `preview` runs instead of all others. It says what the run would
  change, and changes nothing. It waits until no other run of this DAG is under way, and the next one for it;
  `conflict_management_utilities` previews beside a run.
- **In shards**: with the param `shards` above 1 each detection is three tasks in place of one, `plan_shards`,
  `write_shard` (mapped: "shard 3 of 8 (12,400 rows)") and `finish_detection`. They are skipped where it is 1.
- **When a task fails**: read the end of its log, mend the cause, clear the task with the defaults. Preflight, the task,
  what follows and postflight run again, in this order; what was done is not done again. Of the shards the one that
  failed is cleared: it alone is written, between `plan_shards` and `finish_detection`.
"""

from __future__ import annotations

import os
from datetime import timedelta

import care_conflict  # noqa: F401, before what an older Airflow does not have: it says which one is needed

# isort: split
from airflow.sdk import DAG, TaskGroup, chain, cross_downstream

from care_conflict.commands import ChoosableCommand, PreviewingCommand, WaitingCommand, pipeline_command
from care_conflict.docs import REPORT_DOC, TASK_DOCS
from care_conflict.identity import run_name
from care_conflict.lock import lock_of, wait_until_idle
from care_conflict.mapped import SHARD, FinishingCommand, ShardPlanningCommand, mapped_command
from care_conflict.parameters import FAIL_IF, IN_SHARDS, PREVIEW, WAIT, choice_of_tasks, dag_params, parameters_of
from care_conflict.patience import late_run_alert, task_defaults
from care_conflict.report import report_links
from care_conflict.run_result import RunResult
from care_conflict.schedule import schedule
from care_conflict.settings import read_settings

SETTINGS = read_settings(os.environ)
SETUP, TEARDOWN = "task00_preflight", "task99_postflight"
TASKS = [
    "task01_copy_to_staging",
    "task02_00_conflict_update",
    "task02_01_inservice_conflict",
    "task03_status_management",
]
PLAN, WRITE, FINISH = "plan_shards", "write_shard", "finish_detection"
THIS_RUN = run_name("conflict_management", "<run id>")
PARAMETERS = parameters_of([SETUP, *TASKS, WRITE, FINISH, TEARDOWN])


def chosen(name: str, **options):
    """A task that was not chosen does not hold up the next; Airflow allows that only behind the first."""
    rule = "all_success" if name == TASKS[0] else "none_failed"
    return pipeline_command(
        name,
        SETTINGS,
        PARAMETERS,
        **({"operator": ChoosableCommand, "trigger_rule": rule, "doc_md": TASK_DOCS[name]} | options),
    )


def in_shards(detection: str) -> list:
    """A detection in shards: planned, which makes what they are read from; written; resolved and given back.

    Its setup is not the detection's own task: that one, cleared alone, would run without preflight and postflight.
    """
    of_it = [f"--detection={detection}"]
    plan_id, write_id, finish_id = IN_SHARDS[detection]
    with TaskGroup(f"{detection}_in_shards", prefix_group_id=False, tooltip="Where the param shards is above 1"):
        plan = chosen(
            detection,
            task_id=plan_id,
            operator=ShardPlanningCommand,
            detection=detection,
            do_xcom_push=True,
            doc_md=TASK_DOCS[PLAN],
        )
        write = mapped_command(
            WRITE, SETTINGS, PARAMETERS, plan.output, SHARD, of_it, task_id=write_id, doc_md=TASK_DOCS[WRITE]
        )
        finish = pipeline_command(
            FINISH,
            SETTINGS,
            PARAMETERS,
            FinishingCommand,
            words=of_it,
            task_id=finish_id,
            doc_md=TASK_DOCS[FINISH],
            behind=SETUP,
        )
        chain(plan, write, finish)
        plan.as_setup()
        finish.as_teardown(setups=plan)
    return [plan, write, finish]


with DAG(
    dag_id="conflict_management",
    description="Finds conflicting visits and keeps the list of conflicts up to date",
    doc_md=f"{__doc__}- **The report** of a run, by postflight: `{SETTINGS.run_location}/{THIS_RUN}/report.html`",
    schedule=schedule(SETTINGS.schedule, SETTINGS),
    catchup=False,
    max_active_runs=1,
    max_active_tasks=SETTINGS.max_concurrency + 1,  # of its own accord Airflow runs no more than 16
    params=choice_of_tasks(TASKS, "What sets up and gives back runs always.")
    | dag_params([PREVIEW, FAIL_IF, *PARAMETERS, WAIT], SETTINGS),
    deadline=late_run_alert(SETTINGS),
    tags=["conflict-management"],
    default_args=task_defaults(SETTINGS),
) as dag:
    wait = wait_until_idle(SETTINGS)
    preflight = pipeline_command(
        SETUP,
        SETTINGS,
        PARAMETERS,
        WaitingCommand,
        doc_md=TASK_DOCS[SETUP],
        lock=lock_of(SETTINGS),
        source_poll=timedelta(minutes=SETTINGS.source_poll_minutes),
    )
    staging, update, inservice, status = tasks = [chosen(name) for name in TASKS]
    (update_plan, *update_shards), (inservice_plan, *inservice_shards) = map(in_shards, IN_SHARDS)
    postflight = pipeline_command(TEARDOWN, SETTINGS, PARAMETERS, doc_md=TASK_DOCS[TEARDOWN])
    preview = pipeline_command(
        "preview", SETTINGS, [*PARAMETERS, FAIL_IF], PreviewingCommand, doc_md=TASK_DOCS["preview"]
    )
    result = RunResult(task_id="run_result", doc_md=TASK_DOCS["run_result"])

    if links := report_links(SETTINGS):
        for task in (*tasks, update_shards[-1], inservice_shards[-1], postflight, result):
            task.operator_extra_links = links
            task.doc_md += REPORT_DOC

    chain(wait, preflight, staging, [update, update_plan])
    cross_downstream([update, *update_shards], [inservice, inservice_plan])
    chain([inservice, *inservice_shards], status, postflight, result)
    # what follows is given up at the first shard that fails, when others still run
    chain([update_shards[-1], inservice_shards[-1]], postflight)
    preflight.as_setup()
    postflight.as_teardown(setups=preflight)
    result.as_teardown(setups=preflight, on_failure_fail_dagrun=True)
