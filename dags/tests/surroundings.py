"""What the runs of these tests meet: a PostgreSQL with the lock, and an ECS that starts small fake commands."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import psycopg2

from stand_ins import processes
from stand_ins.layout import HOST, PROGRAMS, ROOT, venv_python
from stand_ins.stack import Stack

FAKE_COMMAND = Path(__file__).with_name("fake_command.py")
SCHEMA = "conflict_dev"
SQL = ROOT / "sql" / "schema"
LOCK_TABLES = [
    SQL / "owned" / "create_schema.postgres.sql",
    SQL / "operational" / "settings.postgres.sql",
    *sorted((SQL / "owned").glob("V*__*.sql")),
]


class Database:
    """The lock as the sensor sees it."""

    def __init__(self, dsn: str):
        self.dsn = dsn

    def run(self, sql: str, *values) -> list[tuple]:
        with contextlib.closing(psycopg2.connect(self.dsn)) as connection, connection, connection.cursor() as cursor:
            cursor.execute(sql, values or None)  # with none, a % is one
            return cursor.fetchall() if cursor.description else []

    def free(self) -> None:
        self.run('UPDATE conflict_dev.settings SET "InProgressFlag" = 0')
        self.run("UPDATE conflict_dev.pipeline_lock SET run_id = NULL")

    @contextlib.contextmanager
    def of_an_earlier_version(self) -> Iterator[None]:
        """As it was before there was a view of the lock."""
        self.run("ALTER VIEW conflict_dev.pipeline_lock_state RENAME TO not_yet")
        try:
            yield
        finally:
            self.run("ALTER VIEW conflict_dev.not_yet RENAME TO pipeline_lock_state")

    def set_flag_alone(self) -> None:
        self.run('UPDATE conflict_dev.settings SET "InProgressFlag" = 1')

    def hold(self, run_id: str, heard_minutes_ago: int = 0) -> None:
        self.set_flag_alone()
        self.run(
            "UPDATE conflict_dev.pipeline_lock SET run_id = %s, taken_at = now() - interval '3 hours',"
            " heard_at = now() - make_interval(mins => %s), lease_minutes = 120",
            run_id,
            heard_minutes_ago,
        )


def fake_task_definitions(folder: Path, names: list[str]) -> Path:
    """Task definitions as AWS gets them, but for commands that only end with an exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "awslogs-group": "/ecs/conflict-management",
        "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": "task",
    }
    programs = {name: [sys.executable, str(FAKE_COMMAND), name] for name in names}
    for name, program in {**programs, "without_program": ["no-such-program"]}.items():
        container = {
            "name": "task",
            "entryPoint": program,
            "command": [],
            "logConfiguration": {"logDriver": "awslogs", "options": options},
        }
        (folder / f"{name}.json").write_text(json.dumps({"family": name, "containerDefinitions": [container]}))
    return folder


def run_again(dag, run_id: str, marker: str | tuple[str, int], downstream: bool):
    """Clears a task of a run by the same function as Airflow's API, and runs what is to be run then."""
    from airflow.api_fastapi.core_api.datamodels.task_instances import ClearTaskInstancesBody
    from airflow.api_fastapi.core_api.routes.public.task_instances import post_clear_task_instances
    from airflow.models.dagbag import DBDagBag
    from airflow.models.dagrun import DagRun, DagRunState

    def cleared(*, dag, session, **_):
        asked = {"dry_run": False, "only_failed": False, "include_downstream": downstream}
        body = ClearTaskInstancesBody(dag_run_id=run_id, task_ids=[marker], **asked)
        post_clear_task_instances(dag.dag_id, DBDagBag(), body, session, user=None)
        (run,) = DagRun.find(dag_id=dag.dag_id, run_id=run_id, session=session)
        run.dag, run.state = dag, DagRunState.RUNNING
        session.commit()
        return run

    with mock.patch("airflow.models.dagrun.get_or_create_dagrun", cleared):  # of Airflow's own test run
        return dag.test()


@contextlib.contextmanager
def start_database(state: Path) -> Iterator[Database]:
    """The PostgreSQL of this machine, with nothing in it but the lock."""
    stack = Stack(state)
    try:
        database = Database(stack.start("postgres")["postgres"]["dsn"])
        for file in LOCK_TABLES:
            database.run(file.read_text().replace("${schema}", SCHEMA))
        database.run(f'INSERT INTO {SCHEMA}.settings ("InProgressFlag") VALUES (0)')
        yield database
    finally:
        stack.stop()


@contextlib.contextmanager
def start_ecs(state: Path, names: list[str]) -> Iterator[str]:
    """The AWS of this machine; its ECS knows fake commands of these names. Gives its address."""
    with start_aws(state, fake_task_definitions(state / "definitions", names)) as address:
        yield address


@contextlib.contextmanager
def start_aws(state: Path, definitions: Path) -> Iterator[str]:
    """The AWS of this machine with the task definitions of a folder. Gives its address."""
    port_file = state / "port"
    command = [str(venv_python("standins")), str(PROGRAMS / "aws.py")]
    command += ["--port-file", str(port_file), "--task-definitions", str(definitions)]
    command += ["--faults", str(state / "faults.json")]
    process = processes.start("aws", command, state / "aws.log", state)
    try:
        processes.wait_until(lambda: processes.serving_port(port_file) > 0, process, 60)
        yield f"http://{HOST}:{processes.serving_port(port_file)}"
    finally:
        processes.end([process], 20)
