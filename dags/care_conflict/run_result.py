"""The last task of a run: decides what the run came to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException

from care_conflict.parameters import CHUNK, IN_SHARDS, PLAN, chosen_tasks

WELL = ("success", "removed")  # removed: a part of an earlier plan that the present one does not have
PLANNED_BY = {CHUNK: PLAN} | {write_shard: plan for plan, write_shard, _ in IN_SHARDS.values()}
PART = re.compile(rf"({'|'.join(PLANNED_BY)})_(\d+)")  # as Airflow names the parts of a mapped task, counted from 0


class RunResult(BaseOperator):
    """Fails unless every task did what it was asked to.

    Without it a failed task followed by a good teardown, or a run marked failed by a person, would count as success.
    Of a mapped task every part counts; one without rows is skipped, and so is all of it where there is none to map
    over, and that is well. What a person stopped before it began, or while it waited for its next try, is not.
    """

    def execute(self, context: Any) -> None:
        run = context["ti"]
        states = run.get_task_states(dag_id=run.dag_id, run_ids=[run.run_id])[run.run_id]
        asked = set(chosen_tasks(context["params"]))
        plans = {name: run.xcom_pull(task_ids=by) or [] for name, by in PLANNED_BY.items() if name in asked}
        for name, plan in plans.items():
            asked |= {f"{name}_{place}" for place, part in enumerate(plan) if part["rows"] != "0"}
            asked -= set() if plan else {name}
        bad = {
            task: state
            for task, state in states.items()
            if task != self.task_id and state not in WELL and (task in asked or state != "skipped")
        }
        if bad:
            chunks = plans.get(CHUNK, [])
            named = ", ".join(f"{named_as_shown(task, chunks)} is {bad[task]}" for task in sorted(bad, key=_by_part))
            raise AirflowFailException(f"{named}. Mend the cause that the failed task's log names, then clear it.")


def named_as_shown(task: str, plan: Sequence[Mapping[str, str]]) -> str:
    """A task as people see it: a part of a mapped one by its chunk or shard; Airflow names it by its place."""
    name, place = _by_part(task)
    if place < 0:
        return task
    if name != CHUNK:
        return f"{name} (shard {place + 1})"
    return f"{CHUNK} (chunk {plan[place]['chunk']})" if place < len(plan) else task


def _by_part(task: str) -> tuple[str, int]:
    part = PART.fullmatch(task)
    return (part[1], int(part[2])) if part else (task, -1)
