"""What a run is called outside of Airflow, where two DAGs may have runs of one id."""

from __future__ import annotations

from typing import Any

# the DAG is a part of it: whose lock it is, and which folder, goes by this name ("@" is in no id of Airflow's)
RUN = "{{ run_id }}@{{ dag.dag_id }}"
# when the run was made: an id that was used before is told by it from the same run cleared
RUN_DATE = "{{ dag_run.run_after.isoformat() }}"


def run_name(dag_id: str, run_id: str) -> str:
    """The same, for a run that is known."""
    return f"{run_id}@{dag_id}"


def run_of(context: Any) -> str:
    """The same, for the run that a task belongs to."""
    return run_name(context["ti"].dag_id, context["ti"].run_id)
