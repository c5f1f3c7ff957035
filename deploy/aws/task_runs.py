"""Tasks run by hand on Fargate, with their logs, as Airflow would run them."""

from __future__ import annotations

import contextlib
import shlex
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any

from botocore.exceptions import ClientError

from account import Account
from catalogue import PIPELINE, TASKS
from console import Console, Failed
from dag_settings import parse_params

WHOLE = "pipeline"
REPORT = "summarize_task02_chunks"
IN_ONE_GO = [
    "run_lock acquire",
    "validate_config_without_warehouse --without-warehouse",
    "task_01",
    "task_02",
    "task03_status_management --enable-phase-b=false",
    REPORT,
    "run_lock release",
]
WITHOUT_SNOWFLAKE = {
    "validate_config": "validate_config_without_warehouse --without-warehouse",
    "test_connections": "test_connections --only postgres",
}
NAMES = sorted(task.name for task in TASKS)
SHARDS = "shards"  # by hand nobody would write those that a detection plans
CONTAINER = "task"
POLL_SECONDS = 2


def problem_of(words: str) -> str | None:
    """What is wrong with what shall run; the task itself looks at what it is told."""
    try:
        first = (shlex.split(words) or [""])[0]
    except ValueError as error:
        return f"--run: {words}: {error}"
    if first == WHOLE and f"--{SHARDS}" in words:
        return f"--run: a {WHOLE} by hand is not in shards; a run of Airflow is, with the param {SHARDS}"
    if first in (WHOLE, *NAMES):
        return None
    return f'--run: "{first}" is no task; there are {WHOLE}, {", ".join(NAMES)}'


class Runs:
    """Runs the tasks of one stack."""

    def __init__(self, account: Account, settings: Mapping[str, str], console: Console):
        self.settings, self.console = settings, console
        self.ecs, self.logs = account.client("ecs"), account.client("logs")
        self.run_id = f"by_hand__{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%S}"

    def run(self, words: str) -> int:
        """`pipeline` and what all of its tasks are told, or a task and what it is told: its exit code. Without
        Snowflake, what goes without it.
        """
        with_snowflake = self.settings.get("CONFLICT_MANAGEMENT_WITH_SNOWFLAKE") != "false"
        first, *more = shlex.split(words)
        if first == WHOLE:
            return self._all(PIPELINE if with_snowflake else IN_ONE_GO, more)
        return self._told(words if with_snowflake else WITHOUT_SNOWFLAKE.get(words, words))

    def _all(self, commands: list[str], more: list[str]) -> int:
        """The last gives back what the first took, and tells of it before, whatever came between."""
        setup, *tasks, teardown = commands
        if code := self._told(setup, more):
            return code  # it has given back what it took
        ends = [words for words in (*tasks, teardown) if words in (REPORT, teardown)]
        try:
            code = next((code for words in tasks if words not in ends and (code := self._told(words, more))), 0)
        except Exception:  # a task that ECS does not start; what stopped it is said behind these
            for words in ends:
                with contextlib.suppress(Exception):
                    self._told(words, more)
            raise
        codes = [code, *(self._told(words, more) for words in ends)]
        return next(filter(None, codes), 0)

    def _told(self, words: str, more: Iterable[str] = ()) -> int:
        task, *arguments = shlex.split(words)
        return self._task(task, [*arguments, *more])

    def _setting(self, name: str) -> str:
        return self.settings[f"CONFLICT_MANAGEMENT_{name}"]

    def _task(self, task: str, arguments: list[str]) -> int:
        """Starts it, shows its log while it runs; Ctrl-C stops it and waits for its end."""
        definition = self._setting("TASK_DEFINITION_PREFIX") + task
        if not self.console.would(f"run {definition} {shlex.join(arguments)}".rstrip()):
            return 0
        arn = self._start(definition, arguments)
        stream = f"{self._setting('LOG_STREAM_PREFIX')}/{CONTAINER}/{arn.rpartition('/')[2]}"
        log = Log(self.logs, self._setting("LOG_GROUP"), stream)
        told = False
        while True:
            try:
                described = self._describe(arn)
                log.show(self.console)
                if described.get("lastStatus") == "STOPPED":
                    return self._ended(task, described)
                time.sleep(POLL_SECONDS)
            except KeyboardInterrupt:
                if told:
                    raise
                told = True
                self.console.say("  stopping it; once more Ctrl-C leaves it alone")
                self.ecs.stop_task(cluster=self._setting("CLUSTER"), task=arn, reason="stopped by hand")

    def _start(self, definition: str, arguments: list[str]) -> str:
        environment = {"RUN_ID": self.run_id, "RUN_LOCATION": f"{self._setting('RUN_LOCATION')}/{self.run_id}"}
        environment |= {"LOG_FORMAT": "human", **self._params()}
        pairs = [{"name": name, "value": value} for name, value in environment.items()]
        override = {"name": CONTAINER, "command": arguments, "environment": pairs}
        network = {
            "subnets": self._setting("SUBNETS").split(","),
            "securityGroups": self._setting("SECURITY_GROUPS").split(","),
            "assignPublicIp": "ENABLED" if self._setting("ASSIGN_PUBLIC_IP") == "true" else "DISABLED",
        }
        answer = self.ecs.run_task(
            cluster=self._setting("CLUSTER"),
            taskDefinition=definition,
            launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": network},
            overrides={"containerOverrides": [override]},
            startedBy="deploy.py",
            propagateTags="TASK_DEFINITION",
        )
        if answer["failures"]:
            raise Failed(f"{definition} cannot be started: {answer['failures'][0].get('reason')}")
        return answer["tasks"][0]["taskArn"]

    def _params(self) -> dict[str, str]:
        """What Airflow hands over by the DAGs' setting of this name, as the commands read it."""
        params = parse_params(self.settings.get("CONFLICT_MANAGEMENT_PARAMS", "none")) or {}
        return {name.upper(): _as_text(value) for name, value in params.items() if name != SHARDS}

    def _describe(self, arn: str) -> dict:
        tasks = self.ecs.describe_tasks(cluster=self._setting("CLUSTER"), tasks=[arn])["tasks"]
        return tasks[0] if tasks else {}  # ECS may need a moment to find what it has just started

    def _ended(self, task: str, described: dict) -> int:
        own = [each for each in described["containers"] if each["name"] == CONTAINER]  # AWS may put an agent beside it
        code = next((each["exitCode"] for each in own if "exitCode" in each), None)
        if code is None:
            self.console.say(f"  {task} did not start: {described.get('stoppedReason')}")
            return 1
        self.console.say(f"  {task}: exit code {code}")
        return code


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


class Log:
    """One stream of CloudWatch, shown as it grows."""

    def __init__(self, client, group: str, stream: str):
        self.client, self.group, self.stream = client, group, stream
        self._token: str | None = None

    def show(self, console: Console) -> None:
        while True:
            more = {"nextToken": self._token} if self._token else {}
            try:
                page = self.client.get_log_events(
                    logGroupName=self.group, logStreamName=self.stream, startFromHead=True, **more
                )
            except ClientError as error:
                if error.response["Error"]["Code"] == "ResourceNotFoundException":
                    return  # it has written nothing yet
                raise
            for event in page["events"]:
                console.say(f"  | {event['message']}")
            if page["nextForwardToken"] == self._token:
                return
            self._token = page["nextForwardToken"]
