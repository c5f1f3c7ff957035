"""
# Conflict management: checks

`validate_config` shows the configuration in force, where each value came from, or everything that is wrong with it; it
connects to nothing. `test_connections` tries both databases (in a deployment without Snowflake: PostgreSQL), looks
whether the source is fit to run on as preflight does, and says what to do about a failure. Neither changes anything,
and neither takes the lock: run them at any time, also while a run is under way. `explain` says why two visits are a
conflict, or why not; it is skipped where the form names no visit and no conflict, and changes nothing either. `history`
tells what happened to a conflict, or how it was; it is skipped where the form names none, and changes nothing either.
`preview`, which has to be chosen, says what a run would change.

Start it with the form; the answer is in the tasks' logs.

**When it fails** a check found something: its log says what, and what to do about it. Start it again to see that it is
mended.
"""

from __future__ import annotations

import os

import care_conflict  # noqa: F401, before what an older Airflow does not have: it says which one is needed

# isort: split
from airflow.sdk import DAG

from care_conflict.commands import (
    ChoosableCommand,
    ExplainingCommand,
    PreviewingCommand,
    TellingCommand,
    pipeline_command,
)
from care_conflict.docs import TASK_DOCS
from care_conflict.parameters import AS_OF, CONFLICT_ID, FAIL_IF, VISIT, choice_of_tasks, dag_params, parameters_of
from care_conflict.settings import read_settings

SETTINGS = read_settings(os.environ)
CHECKS = {"validate_config": [], "test_connections": []}
if not SETTINGS.with_snowflake:
    CHECKS = {"validate_config": ["--without-warehouse"], "test_connections": ["--only", "postgres"]}
PARAMETERS = parameters_of(CHECKS) if SETTINGS.with_snowflake else []  # those of the source, which is Snowflake
EXPLAIN = "explain"
EXPLAINED = [VISIT, CONFLICT_ID, *parameters_of([EXPLAIN])]
HISTORY = "history"
TOLD = [CONFLICT_ID, AS_OF]
PREVIEW = ["preview"] if SETTINGS.with_snowflake else []
PREVIEWED = [FAIL_IF, *parameters_of(PREVIEW)] if PREVIEW else []
EXPLAINS = [] if SETTINGS.with_snowflake else ["--visits-from", "replica"]

with DAG(
    dag_id="conflict_management_utilities",
    description="Checks configuration and connections, explains pairs of visits, tells of conflicts; changes nothing",
    doc_md=__doc__,
    schedule=None,
    catchup=False,
    params=choice_of_tasks([*CHECKS, EXPLAIN, HISTORY, *PREVIEW], seldom=PREVIEW)
    | dag_params([*EXPLAINED, AS_OF, *PREVIEWED, *PARAMETERS], SETTINGS),
    tags=["conflict-management"],
    default_args={
        "owner": SETTINGS.owner,
        "retries": 0,  # a person is waiting for the answer
        "execution_timeout": SETTINGS.task_limit,
    },
) as dag:
    for name, words in CHECKS.items():
        command = f"{name}_without_warehouse" if "--without-warehouse" in words else name
        options = {"task_id": name, "doc_md": TASK_DOCS[name]}
        pipeline_command(command, SETTINGS, PARAMETERS, ChoosableCommand, words, **options)
    pipeline_command(EXPLAIN, SETTINGS, EXPLAINED, ExplainingCommand, EXPLAINS, doc_md=TASK_DOCS[EXPLAIN])
    pipeline_command(HISTORY, SETTINGS, TOLD, TellingCommand, doc_md=TASK_DOCS[HISTORY])
    for name in PREVIEW:
        pipeline_command(name, SETTINGS, PREVIEWED, PreviewingCommand, doc_md=TASK_DOCS[name])
