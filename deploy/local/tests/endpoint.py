"""The AWS endpoint as the tests use it: small programs as tasks, and a real boto3 client."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import boto3

from stand_ins import processes
from stand_ins.aws.account import description
from stand_ins.layout import PROGRAMS, venv_python

GROUP = "/ecs/tests"


class Endpoint:
    """An endpoint process with its own folder of task definitions."""

    def __init__(self, folder: Path):
        self.folder, self.definitions, self.tasks = folder, folder / "definitions", folder / "tasks"
        self.definitions.mkdir()
        self.added, self.runs = folder / "environment.json", folder / "runs"
        self.faults = folder / "faults.json"
        self.process: dict = {}

    def start(self) -> None:
        port_file = self.folder / "port"
        command = [str(venv_python("standins")), str(PROGRAMS / "aws.py"), "--port-file", str(port_file)]
        command += ["--task-definitions", str(self.definitions), "--tasks", str(self.tasks)]
        command += ["--environment", str(self.added), "--runs", str(self.runs), "--faults", str(self.faults)]
        environment = {**os.environ, "OF_THIS_MACHINE": "1", "LANG": "C"}
        log = self.folder / "log"
        self.process = processes.start("aws", command, log, self.folder, env=environment)
        processes.wait_until(lambda: processes.serving_port(port_file) > 0, self.process, 60)
        self.aws = description(processes.serving_port(port_file))

    def client(self, service: str, **more):
        keys = {"aws_access_key_id": "any", "aws_secret_access_key": "any", "region_name": self.aws["region"]}
        return boto3.client(service, endpoint_url=self.aws["endpoint"], **keys, **more)

    def define(self, family: str, program: str, tags: list[dict] | None = None, **container) -> None:
        """A task definition whose one container runs this Python program."""
        described = {
            "name": "task",
            "image": "${Image}",
            "essential": True,
            "entryPoint": ["python3", "-u", "-c", program],
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {"awslogs-group": GROUP, "awslogs-stream-prefix": "task"},
            },
            **container,
        }
        definition = {"family": family, "containerDefinitions": [described], "cpu": "256", "memory": "512"}
        definition |= {"tags": tags} if tags else {}
        (self.definitions / f"{family}.json").write_text(json.dumps(definition))

    def run(self, family: str, command: list[str] | None = None, environment: dict | None = None, **more) -> str:
        pairs = [{"name": name, "value": value} for name, value in (environment or {}).items()]
        override = {"name": "task", "command": command or [], "environment": pairs}
        overrides = {"containerOverrides": [override]}
        answer = self.client("ecs").run_task(cluster="c", taskDefinition=family, overrides=overrides, **more)
        return answer["tasks"][0]["taskArn"]

    def describe(self, arn: str) -> dict:
        return self.client("ecs").describe_tasks(cluster="c", tasks=[arn])["tasks"][0]

    def wait(self, arn: str, status: str = "STOPPED", seconds: float = 20) -> dict:
        end = time.monotonic() + seconds
        while (task := self.describe(arn))["lastStatus"] != status:
            assert time.monotonic() < end, task
            time.sleep(0.05)
        return task

    def log(self, arn: str) -> list[str]:
        stream = f"task/task/{arn.rpartition('/')[2]}"
        answer = self.client("logs").get_log_events(logGroupName=GROUP, logStreamName=stream, startFromHead=True)
        return [event["message"] for event in answer["events"]]

    def wait_for_line(self, arn: str, line: str, seconds: float = 10) -> list[str]:
        end = time.monotonic() + seconds
        while line not in (lines := self.log(arn)):
            assert time.monotonic() < end, lines
            time.sleep(0.05)
        return lines
