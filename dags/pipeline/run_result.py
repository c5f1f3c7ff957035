"""The last task of a run: decides what the run came to."""

from __future__ import annotations

from typing import Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException

from pipeline.parameters import CHUNK, chosen_tasks

WELL = ("success", "removed")  # removed: a part of an earlier plan that the present one does not have


class RunResult(BaseOperator):
    """Fails unless every task did what it was asked to.

    Without it a failed task followed by a good teardown, or a run marked failed by a person, would count as success.
    Of a mapped task every part counts; where there is nothing to map over it is skipped, and that is well.
    """

    def execute(self, context: Any) -> None:
        run = context["ti"]
        states = run.get_task_states(dag_id=run.dag_id, run_ids=[run.run_id])[run.run_id]
        asked = set(chosen_tasks(context["params"])) - {CHUNK}
        bad = {
            task: state
            for task, state in states.items()
            if task != self.task_id and state not in WELL and (task in asked or state != "skipped")
        }
        if bad:
            named = ", ".join(f"{task} is {state}" for task, state in sorted(bad.items()))
            raise AirflowFailException(f"{named}. Mend the cause that the failed task's log names, then clear it.")
