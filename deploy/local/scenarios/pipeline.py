"""The pipeline as its users and operators see it: Airflow's API, the containers, the lock, the cron job."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from stand_ins import airflow_parts, postgres
from stand_ins.airflow_rest import Airflow
from stand_ins.aws import task_definitions
from stand_ins.aws.account import client
from stand_ins.stack import Stack

CLUSTER = "conflict-management"
DAG = "conflict_management"
CHUNKED = "conflict_management_chunked"
DAGS = (DAG, "conflict_management_give_back", "conflict_management_utilities", CHUNKED)
FIRST, STAGING, DETECTION, INSERVICE, STATUS, LAST = (
    "task00_preflight",
    "task01_copy_to_staging",
    "task02_00_conflict_update",
    "task02_01_inservice_conflict",
    "task03_status_management",
    "task99_postflight",
)
COMMANDS = task_definitions.listed("sequential")
ENDED = ("success", "failed")
CRON_JOB = "refresh_mv_payer_conflicts_common"
CRON = f"""
DROP SCHEMA IF EXISTS cron CASCADE;
CREATE SCHEMA cron;
CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text, command text, database text, username text,
    active boolean, jobname name);
CREATE FUNCTION cron.alter_job(job_id bigint, schedule text DEFAULT NULL, command text DEFAULT NULL,
    database text DEFAULT NULL, username text DEFAULT NULL, active boolean DEFAULT NULL)
RETURNS void LANGUAGE sql AS 'UPDATE cron.job SET active = coalesce($6, active) WHERE jobid = $1';
INSERT INTO cron.job VALUES (7, '*/10 * * * *', 'SELECT 1', current_database(), current_user, true, '{CRON_JOB}');
"""
NOTHING_LEFT = """
TRUNCATE conflicts, conflictvisitmaps;
UPDATE settings SET "InProgressFlag" = 0;
UPDATE pipeline_lock SET run_id = NULL, cron_job_id = NULL;
"""
KEEP = """
CREATE SCHEMA kept;
CREATE TABLE kept.conflicts AS TABLE conflicts;
CREATE TABLE kept.conflictvisitmaps AS TABLE conflictvisitmaps;
"""
STORED_BEFORE = """
INSERT INTO conflicts OVERRIDING SYSTEM VALUE TABLE kept.conflicts;
INSERT INTO conflictvisitmaps OVERRIDING SYSTEM VALUE TABLE kept.conflictvisitmaps;
ANALYZE conflicts, conflictvisitmaps;
"""
DEADLINE = """
SELECT c.state FROM deadline d JOIN dag_run r ON r.id = d.dagrun_id JOIN callback c ON c.id = d.callback_id
WHERE r.run_id = '{run}' AND d.missed
"""
LOOK_NOW = """
UPDATE task_reschedule SET reschedule_date = now() + interval '10 seconds'
WHERE ti_id = (SELECT id FROM task_instance WHERE run_id = '{run}' AND task_id = '{task}')
"""


class Pipeline:
    """One stack, in which each scenario starts runs."""

    def __init__(self, stack: Stack):
        self.stack = stack
        login = stack.state["airflow"]
        self.airflow = Airflow(login["url"], login["user"], airflow_parts.password(stack.state))
        self.ecs = client(stack.state, "ecs")
        self.last: tuple[str, str] | None = None

    def prepare(self) -> None:
        """The DAGs are known and switched on; the database postgres has a pg_cron (a stand-in with one job)."""
        self.execute(CRON, "postgres")
        self.execute(KEEP)
        self.wait("the DAGs are known", lambda: all(map(self.airflow.is_known, DAGS)), 120)
        for dag in (DAG, DAGS[2], CHUNKED):
            self.airflow.unpause(dag)

    # what people do

    def trigger(self, conf: dict[str, Any] | None = None, dag: str = DAG, **more: Any) -> str:
        """`more` is what else the API knows of a run: logical_date, dag_run_id."""
        body = {"logical_date": None, "conf": conf or {}, **more}
        run = self.airflow.post(f"/api/v2/dags/{dag}/dagRuns", body)["dag_run_id"]
        self.last = (dag, run)
        return run

    def clear(self, run: str, task: str, downstream: bool = True, dag: str = DAG, part: int | None = None) -> None:
        """As the button in the UI does it with its defaults; of a mapped task one part."""
        named = task if part is None else [task, part]
        body = {"dry_run": False, "dag_run_id": run, "task_ids": [named], "only_failed": False}
        self.airflow.post(f"/api/v2/dags/{dag}/clearTaskInstances", {**body, "include_downstream": downstream})

    def mark_task_failed(self, run: str, task: str) -> None:
        self.airflow.patch(f"{self.airflow.run_path(DAG, run)}/taskInstances/{task}", {"new_state": "failed"})

    def mark_run_failed(self, run: str, dag: str = DAG) -> None:
        self.airflow.patch(self.airflow.run_path(dag, run), {"state": "failed"})

    def look_at_the_source_now(self, run: str) -> None:
        """The time of a run that waits for its source comes soon: not before Airflow has seen the end of its look."""
        self.execute(LOOK_NOW.format(run=run, task=FIRST), "airflow")

    # what they see

    def ended(self, run: str, dag: str = DAG, seconds: float = 400) -> str:
        """Waits for the end of a run; returns its state."""
        self.wait(f"{run} ends", lambda: self.airflow.run_state(dag, run) in ENDED, seconds)
        return self.airflow.run_state(dag, run)

    def states(self, run: str, dag: str = DAG) -> dict[str, str]:
        return {task["task_id"]: task["state"] for task in self.airflow.tasks(dag, run)}

    def task(self, run: str, task: str, dag: str = DAG) -> dict[str, Any]:
        """A task as Airflow tells it: state, try_number, pid, start_date, ..."""
        return next(each for each in self.airflow.tasks(dag, run) if each["task_id"] == task)

    def tries(self, run: str, task: str) -> int:
        return self.task(run, task)["try_number"]

    def log(self, run: str, task: str, dag: str = DAG, attempt: int | None = None) -> str:
        return "\n".join(self.airflow.log(dag, run, task, attempt or self.task(run, task, dag)["try_number"]))

    def started(self, run: str) -> list[str]:
        """The commands of a run in the order in which their containers were started."""
        return [family(task) for task in self.containers(run)]

    def exit_codes(self, run: str) -> list[int | None]:
        return [task["containers"][0].get("exitCode") for task in self.containers(run)]

    def document(self, run: str, task: str, dag: str = DAG) -> dict[str, Any]:
        return json.loads((self.folder(run, dag) / f"{task}.json").read_text())

    def folder(self, run: str, dag: str = DAG) -> Path:
        return Path(self.stack.state["runs"]) / f"{run}@{dag}"

    def runs_of_the_schedule(self) -> list[dict[str, Any]]:
        """The oldest first."""
        query = f"/api/v2/dags/{DAG}/dagRuns?run_type=scheduled&order_by=run_after"
        return self.airflow.get(query)["dag_runs"]

    def warnings(self, part: str) -> str:
        """What a part of Airflow warned of."""
        lines = (self.stack.folder / "logs" / f"airflow-{part}.log").read_text(errors="replace").splitlines()
        return "\n".join(line for line in lines if "[warning" in line)

    def deadline(self, run: str) -> str | None:
        """What became of the callback of a run's deadline; None while its time has not come."""
        return self.ask(DEADLINE.format(run=run), "airflow")

    def flag(self) -> int:
        return self.ask('SELECT "InProgressFlag" FROM settings')

    def holder(self) -> str | None:
        """The id of the run in Airflow."""
        return self.ask("SELECT split_part(run_id, '@', 1) FROM pipeline_lock")

    def cron_job_is_on(self) -> bool:
        return self.ask("SELECT active FROM cron.job WHERE jobid = 7", "postgres")

    def is_given_back(self) -> bool:
        return (self.flag(), self.holder(), self.cron_job_is_on()) == (0, None, True)

    def ask(self, sql: str, database: str = postgres.DATABASE) -> Any:
        with self.session(database, autocommit=True) as session:
            row = session.execute(sql).fetchone()
            return row and row[0]

    def execute(self, sql: str, database: str = postgres.DATABASE) -> None:
        with self.session(database, autocommit=True) as session:
            session.execute(sql)

    def session(self, database: str = postgres.DATABASE, autocommit: bool = False) -> psycopg.Connection:
        """`postgres` is the database of the cron job, `airflow` that of Airflow."""
        path = f"-csearch_path={postgres.SCHEMA}" if database == postgres.DATABASE else ""
        dsn = postgres.dsn(self.stack.state["postgres"], database)
        return psycopg.connect(dsn, autocommit=autocommit, options=path)

    def waiting(self) -> int:
        return self.ask(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '/* task%'"
        )

    def wait(self, what: str, true: Callable[[], Any], seconds: float = 180) -> None:
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(OSError):  # an Airflow that is slow to answer, or on its way up
                if true():
                    return
            assert time.monotonic() < end, f"not within {seconds:.0f} s: {what}"
            time.sleep(0.3)

    def tidy(self) -> None:
        """Ends what is under way and gives back what is held."""
        for dag in (DAG, CHUNKED):
            for run in self.airflow.runs(dag, ("queued", "running")):
                self.mark_run_failed(run, dag)
                self.wait(f"{run} ends", lambda run=run, dag=dag: not self._at_work(run, dag), 120)
        self.execute(NOTHING_LEFT)
        self.execute("UPDATE cron.job SET active = true", "postgres")

    def store_conflicts(self) -> None:
        """The conflicts of the generated world are stored, as before the first scenario."""
        self.execute(STORED_BEFORE)

    def told(self) -> str:
        """What the last run looked like, for a person who reads a failed test."""
        if self.last is None:
            return "none"
        dag, run = self.last
        states = "\n".join(f"{task}: {state}" for task, state in self.states(run, dag).items())
        failed = [task for task, state in self.states(run, dag).items() if state == "failed"]
        logs = "\n".join(f"--- {task}\n{self.log(run, task, dag)[-3000:]}" for task in failed)
        return f"{dag} {run}: {self.airflow.run_state(dag, run)}\n{states}\n{logs}"

    def _at_work(self, run: str, dag: str = DAG) -> bool:
        states = [task["state"] for task in self.airflow.tasks(dag, run)]
        return any(
            state in ("running", "queued", "scheduled", "up_for_retry", "up_for_reschedule", "restarting")
            for state in states
        )

    def containers(self, run: str) -> list[dict[str, Any]]:
        """The tasks of ECS that belong to a run, in the order in which they were started."""
        arns = [
            arn
            for status in ("RUNNING", "STOPPED")
            for page in self.ecs.get_paginator("list_tasks").paginate(cluster=CLUSTER, desiredStatus=status)
            for arn in page["taskArns"]
        ]
        tasks = self.ecs.describe_tasks(cluster=CLUSTER, tasks=arns)["tasks"] if arns else []
        return sorted((task for task in tasks if _run_id(task) == run), key=lambda task: task["createdAt"])


def family(task: dict[str, Any]) -> str:
    return task["taskDefinitionArn"].rpartition("/")[2].partition(":")[0]


def _run_id(task: dict[str, Any]) -> str | None:
    (container,) = task["overrides"]["containerOverrides"]
    names = (each["value"] for each in container["environment"] if each["name"] == "RUN_ID")
    return next((name.partition("@")[0] for name in names), None)
