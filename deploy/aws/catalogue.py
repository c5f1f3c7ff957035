"""The tasks as tasks/catalogue.csv lists them, in the order in which they run, and the ECS task definition of each.

form       the DAGs that run it: sequential, chunked, utility; sharded: sequential where detection is in shards;
           by hand: none
reads      the secrets that its container gets; (warehouse): it can do without
cpu, memory, heap, young    of Fargate and, in megabytes, of Java
compilers  C1 alone where a task ends before C2 has paid for itself
mails      may send the report
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FILE = HERE.parents[1] / "tasks" / "catalogue.csv"
DEFINITIONS = HERE / "tasks"
SECRETS = {
    "store": ("postgres", ("host", "user", "password")),
    "warehouse": ("snowflake", ("account", "user", "warehouse", "private_key")),
}
SECRET = "arn:aws:secretsmanager:${Region}:${Account}:secret:task02"
ROLE = "arn:aws:iam::${Account}:role/conflict-management-${Environment}"


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line; what is not said of the command is its name."""

    name: str
    command: str
    form: str
    reads: str
    cpu: str
    memory: str
    heap: str
    young: str
    compilers: str
    mails: str

    def is_of(self, form: str) -> bool:
        return form in self.form.split()

    @property
    def is_run_by_airflow(self) -> bool:
        return self.form != "by hand"

    def may_read(self, source: str) -> bool:
        return source in self.reads.replace("(", "").replace(")", "").split()

    def can_do_without(self, source: str) -> bool:
        return f"({source})" in self.reads.split()


def _read() -> list[Task]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [Task(**line | {"command": line["command"] or line["name"]}) for line in csv.DictReader(file)]


TASKS = _read()
PIPELINE = [task.name for task in TASKS if task.is_of("sequential")]


def definition(task: Task) -> dict[str, Any]:
    """For ECS, with ${...} for what only an account knows."""
    return {
        "family": task.name,
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": task.cpu,
        "memory": task.memory,
        "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64"},
        "executionRoleArn": f"{ROLE}-execution",
        "taskRoleArn": f"{ROLE}-{task.command}",
        "volumes": [{"name": "tmp"}],
        "containerDefinitions": [_container(task)],
    }


def _container(task: Task) -> dict[str, Any]:
    return {
        "name": "task",
        "image": "${Image}",
        "essential": True,
        "user": "10001:10001",
        "readonlyRootFilesystem": True,
        "linuxParameters": {"capabilities": {"drop": ["ALL"]}},
        "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp", "readOnly": False}],
        "entryPoint": _java(task),
        "command": [],
        "environment": _environment(task),
        "secrets": [
            _secret(kind, key) for name, (kind, keys) in SECRETS.items() if task.may_read(name) for key in keys
        ],
        "stopTimeout": 120,
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": "${LogGroup}",
                "awslogs-region": "${Region}",
                "awslogs-stream-prefix": "task",
                "mode": "non-blocking",
                "max-buffer-size": "25m",
            },
        },
    }


def _java(task: Task) -> list[str]:
    return [
        "java",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        *(["-XX:TieredStopAtLevel=1"] if task.compilers == "C1" else []),
        "-XX:+CrashOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=/dev/null",
        f"-Xmx{task.heap}m",
        *([f"-Xmn{task.young}m"] if task.young else []),
        "-jar",
        f"/opt/conflict-management/{task.command}.jar",
    ]


def _environment(task: Task) -> list[dict[str, str]]:
    variables = {"ENVIRONMENT": "${Environment}", "AWS_REGION": "${Region}", "LOG_FORMAT": "json"}
    if task.may_read("warehouse"):
        variables["SNOWFLAKE_DISABLE_MINICORE"] = "true"
    return [{"name": name, "value": value} for name, value in variables.items()]


def _secret(kind: str, key: str) -> dict[str, str]:
    return {"name": f"{kind}_{key}".upper(), "valueFrom": f"{SECRET}/{kind}:{key}::"}
