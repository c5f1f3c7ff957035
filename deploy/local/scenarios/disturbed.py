"""What can happen to a run behind Airflow: its tables, its lock, its cron job, its containers."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from typing import Any

from pipeline import CLUSTER, DETECTION, FIRST, STAGING, Pipeline, family

from stand_ins.aws.account import client

LOG_GROUP = "/ecs/conflict-management"

UNWRITABLE = """
ALTER TABLE conflictvisitmaps ADD CONSTRAINT unwritable
CHECK (coalesce("UpdatedDate", "CreatedDate") < current_date - 3650) NOT VALID
"""
STUCK = """
CREATE OR REPLACE FUNCTION cron.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$;
CREATE TRIGGER stuck BEFORE UPDATE ON cron.job FOR EACH ROW WHEN (NEW.active) EXECUTE FUNCTION cron.no();
"""
HOLD = """
UPDATE settings SET "InProgressFlag" = 1;
UPDATE pipeline_lock SET run_id = '{run}', task = '{task}', token = token + 1, taken_at = now(),
    lease_minutes = 120, heard_at = now() - interval '{hours} hours';
"""


@contextlib.contextmanager
def unwritable(pipeline: Pipeline) -> Iterator[None]:
    """Detection finds what to write, but no row of a conflict can be inserted or updated: it fails with 1."""
    pipeline.execute('UPDATE conflictvisitmaps SET "Office" = NULL')
    pipeline.execute(UNWRITABLE)
    try:
        yield
    finally:
        pipeline.execute("ALTER TABLE conflictvisitmaps DROP CONSTRAINT IF EXISTS unwritable")


@contextlib.contextmanager
def misconfigured(pipeline: Pipeline) -> Iterator[None]:
    """The table settings has a row too many: detection fails with 2."""
    pipeline.execute('INSERT INTO settings ("ExtraDistancePer", "InProgressFlag") VALUES (1.2, 0)')
    try:
        yield
    finally:
        pipeline.execute("DELETE FROM settings WHERE ctid <> (SELECT min(ctid) FROM settings)")


@contextlib.contextmanager
def cron_job_stuck(pipeline: Pipeline) -> Iterator[None]:
    """Switching the cron job on fails."""
    pipeline.execute(STUCK, "postgres")
    try:
        yield
    finally:
        pipeline.execute("DROP TRIGGER stuck ON cron.job", "postgres")


def hold(pipeline: Pipeline, run: str, heard_hours_ago: int = 0) -> None:
    """Another run has the lock."""
    pipeline.execute(HOLD.format(run=run, task=FIRST, hours=heard_hours_ago))


def take_before_preflight(pipeline: Pipeline, other: str) -> str:
    """A run that has seen the lock free and finds, when it takes it, that another one was first."""
    with pipeline.session() as session:
        session.execute(HOLD.format(run=other, task=FIRST, hours=0))
        run = pipeline.trigger()
        pipeline.wait("preflight waits for the row of the lock", lambda: pipeline.waiting() > 0)
    return run


@contextlib.contextmanager
def detection_held(pipeline: Pipeline, run: str | None = None) -> Iterator[str]:
    """A run, one of detection alone if none is given, whose detection waits to write."""
    run = run or pipeline.trigger({"tasks": [DETECTION]})
    # staging would wait for our transaction, and preflight for our lock
    pipeline.wait("staging is done", lambda: pipeline.states(run)[STAGING] in ("success", "skipped"))
    with pipeline.session() as session:
        session.execute("LOCK TABLE conflictvisitmaps IN SHARE ROW EXCLUSIVE MODE")
        pipeline.wait("detection waits", lambda: pipeline.waiting() > 0)
        yield run


@contextlib.contextmanager
def preflight_held(pipeline: Pipeline) -> Iterator[str]:
    """A run whose preflight has the lock and waits for a table that it looks at then."""
    with pipeline.session() as session:
        session.execute("LOCK TABLE conflictlog_staging IN ACCESS EXCLUSIVE MODE")
        run = pipeline.trigger()
        pipeline.wait("preflight has the lock", lambda: pipeline.holder() == run)
        pipeline.wait("preflight waits", lambda: pipeline.waiting() > 0)
        yield run


def kill_container(pipeline: Pipeline, run: str, command: str) -> None:
    """SIGKILL, as a machine that goes down does it."""
    task = next(task for task in reversed(pipeline.containers(run)) if family(task) == command)
    os.kill(int(task["containers"][0]["runtimeId"]), signal.SIGKILL)


def started_alone(pipeline: Pipeline, command: str, **parameters: Any) -> tuple[int, str]:
    """A command that somebody starts by hand with these parameters: its exit code and its log."""
    told = {"RUN_ID": "by_hand", "RUN_LOCATION": str(pipeline.folder("by_hand")), "LOG_FORMAT": "human"}
    told |= {name.upper(): str(value) for name, value in parameters.items()}
    container = {"name": "task", "environment": [{"name": name, "value": value} for name, value in told.items()]}
    overrides = {"containerOverrides": [container]}
    (task,) = pipeline.ecs.run_task(cluster=CLUSTER, taskDefinition=command, overrides=overrides)["tasks"]
    arn = task["taskArn"]
    pipeline.ecs.get_waiter("tasks_stopped").wait(cluster=CLUSTER, tasks=[arn], WaiterConfig={"Delay": 1})
    (ended,) = pipeline.ecs.describe_tasks(cluster=CLUSTER, tasks=[arn])["tasks"]
    stream = {"logGroupName": LOG_GROUP, "logStreamName": f"task/task/{arn.rpartition('/')[2]}"}
    events = client(pipeline.stack.state, "logs").get_log_events(**stream, startFromHead=True)["events"]
    return ended["containers"][0]["exitCode"], "\n".join(event["message"] for event in events)
