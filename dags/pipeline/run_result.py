"""The last task of a run: decides what the run came to."""

from __future__ import annotations

from typing import Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowFailException


class RunResult(BaseOperator):
    """Fails unless every task did what it was asked to.

    Without it a failed task followed by a good teardown, or a run marked failed by a person, would count as success.
    """

    def execute(self, context: Any) -> None:
        run = context["ti"]
        states = run.get_task_states(dag_id=run.dag_id, run_ids=[run.run_id])[run.run_id]
        chosen = context["params"]["tasks"]
        bad = {
            task: state
            for task, state in states.items()
            if task != self.task_id and state != "success" and (task in chosen or state != "skipped")
        }
        if bad:
            named = ", ".join(f"{task} is {state}" for task, state in sorted(bad.items()))
            raise AirflowFailException(f"{named}. Mend the cause that the failed task's log names, then clear it.")
