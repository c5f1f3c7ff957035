"""The pipeline as its users and operators see it: Airflow's API, the containers, the lock, the cron job."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

import airflow_parts
import postgres
import processes
from airflow_rest import Airflow
from aws_parts import client
from stack import Stack

DAG = "conflict_management"
DAGS = (DAG, "conflict_management_give_back", "conflict_management_utilities")
FIRST, STAGING, DETECTION, INSERVICE, STATUS, LAST = COMMANDS = (
    "task00_preflight",
    "task01_copy_to_staging",
    "task02_00_conflict_update",
    "task02_01_inservice_conflict",
    "task03_status_management",
    "task99_postflight",
)
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
STUCK = """
CREATE OR REPLACE FUNCTION cron.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$;
CREATE TRIGGER stuck BEFORE UPDATE ON cron.job FOR EACH ROW WHEN (NEW.active) EXECUTE FUNCTION cron.no();
"""


class Pipeline:
    """One stack; each scenario starts runs in it and disturbs them."""

    def __init__(self, stack: Stack):
        self.stack = stack
        login = stack.state["airflow"]
        self.airflow = Airflow(login["url"], login["user"], airflow_parts.password(stack.state))
        self.ecs = client(stack.state, "ecs")
        self.last: tuple[str, str] | None = None

    def prepare(self) -> None:
        """The DAGs are known and switched on; the database postgres has a pg_cron (a stand-in with one job)."""
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as session:
            session.execute(CRON)
        self.wait("the DAGs are known", lambda: all(map(self.airflow.is_known, DAGS)), 120)
        for dag in (DAG, DAGS[2]):
            self.airflow.unpause(dag)

    # what people do

    def trigger(self, conf: dict[str, Any] | None = None, dag: str = DAG) -> str:
        run = self.airflow.trigger(dag, conf or {})
        self.last = (dag, run)
        return run

    def clear(self, run: str, task: str, downstream: bool = True) -> None:
        """As the button in the UI does it with its defaults."""
        body = {"dry_run": False, "dag_run_id": run, "task_ids": [task], "only_failed": False}
        self.airflow.post(f"/api/v2/dags/{DAG}/clearTaskInstances", {**body, "include_downstream": downstream})

    def mark_task_failed(self, run: str, task: str) -> None:
        self.airflow.patch(f"{self.airflow.run_path(DAG, run)}/taskInstances/{task}", {"new_state": "failed"})

    def mark_run_failed(self, run: str) -> None:
        self.airflow.patch(self.airflow.run_path(DAG, run), {"state": "failed"})

    # what they see

    def ended(self, run: str, dag: str = DAG, seconds: float = 180) -> str:
        """Waits for the end of a run; returns its state."""
        self.wait(f"{run} ends", lambda: self.airflow.run_state(dag, run) in ENDED, seconds)
        return self.airflow.run_state(dag, run)

    def states(self, run: str, dag: str = DAG) -> dict[str, str]:
        return {task["task_id"]: task["state"] for task in self.airflow.tasks(dag, run)}

    def log(self, run: str, task: str, dag: str = DAG, attempt: int | None = None) -> str:
        tries = {each["task_id"]: each["try_number"] for each in self.airflow.tasks(dag, run)}
        return "\n".join(self.airflow.log(dag, run, task, attempt or tries[task]))

    def started(self, run: str) -> list[str]:
        """The commands of a run in the order in which their containers were started."""
        return [_family(task) for task in self._containers(run)]

    def exit_codes(self, run: str) -> list[int | None]:
        return [task["containers"][0].get("exitCode") for task in self._containers(run)]

    def document(self, run: str, task: str) -> dict[str, Any]:
        return json.loads((self.folder(run) / f"{task}.json").read_text())

    def folder(self, run: str) -> Path:
        return Path(self.stack.state["runs"]) / run

    def flag(self) -> int:
        return self.ask('SELECT "InProgressFlag" FROM settings')

    def holder(self) -> str | None:
        return self.ask("SELECT run_id FROM pipeline_lock")

    def cron_job_is_on(self) -> bool:
        return self.ask("SELECT active FROM cron.job WHERE jobid = 7", "postgres")

    def is_given_back(self) -> bool:
        return (self.flag(), self.holder(), self.cron_job_is_on()) == (0, None, True)

    def ask(self, sql: str, database: str = postgres.DATABASE) -> Any:
        with psycopg.connect(self._dsn(database), autocommit=True) as session:
            return session.execute(sql).fetchone()[0]

    def execute(self, sql: str) -> None:
        with psycopg.connect(self._dsn(postgres.DATABASE), autocommit=True) as session:
            session.execute(sql)

    # what can happen to it

    @contextlib.contextmanager
    def unwritable(self) -> Iterator[None]:
        """Detection finds what to write, but no row of a conflict can be inserted or updated: it fails with 1."""
        self.execute('UPDATE conflictvisitmaps SET "Office" = NULL')
        self.execute(
            "ALTER TABLE conflictvisitmaps ADD CONSTRAINT unwritable"
            ' CHECK (coalesce("UpdatedDate", "CreatedDate") < current_date - 3650) NOT VALID'
        )
        try:
            yield
        finally:
            self.execute("ALTER TABLE conflictvisitmaps DROP CONSTRAINT IF EXISTS unwritable")

    def hold(self, run: str, heard_hours_ago: int = 0) -> None:
        """Another run has the lock."""
        self.execute('UPDATE settings SET "InProgressFlag" = 1')
        self.execute(
            f"UPDATE pipeline_lock SET run_id = '{run}', task = '{FIRST}', taken_at = now(), lease_minutes = 120,"
            f" heard_at = now() - interval '{heard_hours_ago} hours'"
        )

    @contextlib.contextmanager
    def cron_job_stuck(self) -> Iterator[None]:
        """Switching the cron job on fails."""
        broken = (
            "CREATE TRIGGER stuck BEFORE UPDATE ON cron.job FOR EACH ROW WHEN (NEW.active) EXECUTE FUNCTION cron.no()"
        )
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as session:
            session.execute(
                "CREATE OR REPLACE FUNCTION cron.no() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'stuck'; END $$"
            )
            session.execute(broken)
            try:
                yield
            finally:
                session.execute("DROP TRIGGER stuck ON cron.job")

    def restart_airflow(self, part: str, how: int) -> None:
        """Ends one component, and starts it again as a service manager does."""
        process = self.stack.state["processes"][part]
        os.kill(process["pid"], how)
        self.wait(f"{part} has ended", lambda: not processes.is_running(process), 60)
        self.stack.note_process(airflow_parts.start_again(part, self.stack.folder, self.stack.state))

    def task_runners(self) -> list[int]:
        """The processes that run tasks: children of the scheduler's executor."""
        return [pid for pid in processes.marked(self.stack.folder) if "airflow worker" in processes.command_line(pid)]

    def airflow_log(self, part: str) -> str:
        return (self.stack.folder / "logs" / f"airflow-{part}.log").read_text(errors="replace")

    def tries(self, run: str, task: str) -> int:
        return next(each["try_number"] for each in self.airflow.tasks(DAG, run) if each["task_id"] == task)

    @contextlib.contextmanager
    def detection_held(self) -> Iterator[str]:
        """A run whose detection waits to write. Staging is done by then: it would wait for our transaction too."""
        run = self.trigger()
        self.wait("staging is done", lambda: self.states(run)[STAGING] == "success")
        with psycopg.connect(self._dsn(postgres.DATABASE)) as session:
            session.execute("LOCK TABLE conflictvisitmaps IN SHARE ROW EXCLUSIVE MODE")
            self.wait("detection waits", lambda: self.states(run)[DETECTION] == "running" and self.waiting() > 0)
            yield run

    def kill(self, run: str, command: str) -> None:
        """SIGKILL to the container of a command, as a machine that goes down does it."""
        task = next(task for task in reversed(self._containers(run)) if _family(task) == command)
        os.kill(int(task["containers"][0]["runtimeId"]), signal.SIGKILL)

    def waiting(self) -> int:
        return self.ask(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '/* task%'"
        )

    def wait(self, what: str, true: Callable[[], Any], seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, f"not within {seconds:.0f} s: {what}"
            time.sleep(0.3)

    def tidy(self) -> None:
        """Ends what is under way and gives back what is held."""
        for run in self.airflow.runs(DAG, ("queued", "running")):
            self.mark_run_failed(run)
            self.wait(f"{run} ends", lambda run=run: not self._at_work(run), 120)
        self.execute("ALTER TABLE conflictvisitmaps DROP CONSTRAINT IF EXISTS unwritable")
        self.execute('UPDATE settings SET "InProgressFlag" = 0')
        self.execute("UPDATE pipeline_lock SET run_id = NULL, cron_job_id = NULL")
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as session:
            session.execute("UPDATE cron.job SET active = true")

    def told(self) -> str:
        """What the last run looked like, for a person who reads a failed test."""
        if self.last is None:
            return "none"
        dag, run = self.last
        states = "\n".join(f"{task}: {state}" for task, state in self.states(run, dag).items())
        failed = [task for task, state in self.states(run, dag).items() if state == "failed"]
        logs = "\n".join(f"--- {task}\n{self.log(run, task, dag)[-3000:]}" for task in failed)
        return f"{dag} {run}: {self.airflow.run_state(dag, run)}\n{states}\n{logs}"

    def _at_work(self, run: str) -> bool:
        states = self.states(run).values()
        return any(state in ("running", "queued", "scheduled", "up_for_retry", "restarting") for state in states)

    def _containers(self, run: str) -> list[dict[str, Any]]:
        arns = [
            arn
            for status in ("RUNNING", "STOPPED")
            for page in self.ecs.get_paginator("list_tasks").paginate(
                cluster="conflict-management", desiredStatus=status
            )
            for arn in page["taskArns"]
        ]
        tasks = self.ecs.describe_tasks(cluster="conflict-management", tasks=arns)["tasks"] if arns else []
        return sorted((task for task in tasks if _run_id(task) == run), key=lambda task: task["createdAt"])

    def _dsn(self, database: str) -> str:
        dsn = postgres.dsn(self.stack.state["postgres"], database)
        return dsn if database == "postgres" else f"{dsn}?options=-csearch_path%3D{postgres.SCHEMA}"


def _family(task: dict[str, Any]) -> str:
    return task["taskDefinitionArn"].rpartition("/")[2].partition(":")[0]


def _run_id(task: dict[str, Any]) -> str | None:
    (container,) = task["overrides"]["containerOverrides"]
    return next((each["value"] for each in container["environment"] if each["name"] == "RUN_ID"), None)
