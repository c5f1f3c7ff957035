"""Where the DAGs run and how patient they are: one place, read from the environment when a DAG file is parsed."""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

PREFIX = "CONFLICT_MANAGEMENT_"
REQUIRED = dataclasses.MISSING


class SettingsError(ValueError):
    """The environment does not say what the DAGs need: Airflow shows this as an import error."""


def _text(value: str) -> str:
    if not value:
        raise ValueError("a text that is not empty")
    return value


def _name_or_none(value: str) -> str | None:
    return None if value == "none" else _text(value)


def _names(value: str) -> list[str]:
    names = [name.strip() for name in value.split(",") if name.strip()]
    if not names:
        raise ValueError("names separated by commas")
    return names


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", value):
        raise ValueError("lower-case letters, digits and _")
    return value


def _flag(value: str) -> bool:
    if value not in ("true", "false"):
        raise ValueError("true or false")
    return value == "true"


def _location(value: str) -> str:
    if not value.startswith(("/", "s3://")):
        raise ValueError("an s3:// prefix or a folder given from the root")
    return value.rstrip("/")


def _topic_or_none(value: str) -> str | None:
    if value != "none" and not re.fullmatch(r"arn:[^:\s]+:sns:[^:\s]+:\d{12}:[^:\s]+", value):
        raise ValueError("the ARN of an SNS topic, or 'none'")
    return None if value == "none" else value


def _address_or_none(value: str) -> str | None:
    if value != "none" and not re.fullmatch(r"https?://\S+", value):
        raise ValueError("an http:// or https:// address, or 'none'")
    return None if value == "none" else value.rstrip("/")


def _schedule(value: str) -> str | None:
    if value == "none":
        return None
    from croniter import croniter  # not at the top: deploy.py reads the settings where there is no Airflow

    if not croniter.is_valid(value):
        raise ValueError("a cron expression such as '30 5 * * *', or 'none'")
    return value


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):  # no such zone, no name, a name of several
        raise ValueError("a zone such as UTC or America/New_York") from None


def _log_format_or_none(value: str) -> str | None:
    if value not in ("human", "json", "none"):
        raise ValueError("human, json or 'none'")
    return None if value == "none" else value


def _values_or_none(value: str) -> dict[str, Any] | None:
    if value == "none":
        return None
    try:
        values = json.loads(value)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise ValueError("""a JSON object such as {"lookback_hours": 48}, or 'none'""")
    return values


def _number(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not re.fullmatch(r"\d{1,9}", value) or not least <= int(value) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(value)

    return parse


def _setting(description: str, parse: Callable[[str], Any], default: Any = REQUIRED) -> Any:
    return field(default=default, metadata={"description": description, "parse": parse})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Each field is the environment variable CONFLICT_MANAGEMENT_<FIELD>."""

    cluster: str = _setting("Name of the ECS cluster.", _text)
    subnets: list[str] = _setting("Subnets that the tasks run in, separated by commas.", _names)
    security_groups: list[str] = _setting("Security groups of the tasks, separated by commas.", _names)
    run_location: str = _setting("Where each run keeps its results: s3://bucket/prefix, or a folder.", _location)
    report_address: str | None = _setting(
        "Where a browser finds what is in run_location, or 'none': in the S3 console.", _address_or_none, None
    )
    assign_public_ip: bool = _setting("Whether tasks get a public address (subnets without NAT).", _flag, False)
    task_definition_prefix: str = _setting("What stands before a task's name in its task definition.", str, "")
    log_group: str = _setting("CloudWatch log group of the tasks.", _text, "/ecs/conflict-management")
    log_stream_prefix: str = _setting("awslogs-stream-prefix of the task definitions.", _text, "task")
    log_format: str | None = _setting(
        "What the commands log: human, json, or 'none': what the task definitions say.", _log_format_or_none, None
    )
    aws_connection: str | None = _setting(
        "Airflow connection for AWS, or 'none': boto3's own way.", _name_or_none, None
    )
    aws_region: str | None = _setting(
        "Region of the cluster, or 'none': that of the connection, or boto3's own.", _name_or_none, None
    )
    postgres_connection: str = _setting("Connection that reads the lock.", _text, "conflict_management_postgres")
    postgres_schema: str = _setting("Schema of the operational tables.", _identifier, "conflict_dev")
    with_snowflake: bool = _setting(
        "Whether there is a Snowflake; without it chunked detection alone runs.", _flag, True
    )
    schedule: str | None = _setting("Cron expression, or 'none': started by hand only.", _schedule, None)
    chunked_schedule: str | None = _setting(
        "The same for conflict_management_chunked; schedule one of the two, or the second well after the first.",
        _schedule,
        None,
    )
    schedule_timezone: str = _setting(
        "The zone that cron expressions are read in, such as America/New_York.", _zone, "UTC"
    )
    params: dict[str, Any] | None = _setting(
        "Defaults of the DAGs' params that are others here, as JSON, or 'none'.", _values_or_none, None
    )
    max_concurrency: int = _setting(
        "How many chunks or shards are worked on at a time (as far as Airflow's pool and workers allow).",
        _number(1, 1000),
        5,
    )
    give_back_schedule: str | None = _setting(
        "When to look for the lock of a dead run: cron expression, or 'none'.", _schedule, "*/10 * * * *"
    )
    give_back_limit_minutes: int = _setting("Time limit of giving back.", _number(1, 60), 15)
    owner: str = _setting("Who Airflow shows as the owner of the tasks.", _text, "conflict-management")
    retries: int = _setting("How often a task that failed is tried again.", _number(1, 10), 2)
    retry_delay_seconds: int = _setting("Wait before the first retry; it doubles.", _number(1, 240), 30)
    retry_delay_limit_seconds: int = _setting("Longest wait; below the shortest lease.", _number(1, 240), 180)
    capacity_wait_minutes: int = _setting(
        "How long a task waits for ECS to have room for its container, before that counts as a failed try.",
        _number(1, 240),
        12,
    )
    task_limit_minutes: int = _setting("Time limit of one task; its container is stopped then.", _number(1, 1440), 60)
    deadline_minutes: int = _setting("A run that takes longer raises an alert.", _number(1, 1440), 45)
    alert_topic: str | None = _setting("SNS topic (ARN) for alerts, or 'none': the log alone.", _topic_or_none, None)
    lock_wait_minutes: int = _setting("How long a run waits for another one to end.", _number(1, 1440), 60)
    lock_poll_seconds: int = _setting("How often a waiting run looks at the lock.", _number(1, 600), 30)
    source_poll_minutes: int = _setting(
        "How often a run that waits for its source looks at it (wait_for_source_minutes).", _number(1, 240), 10
    )
    poll_seconds: int = _setting("How often a task's state and log are fetched.", _number(1, 60), 5)

    @property
    def task_limit(self) -> timedelta:
        return timedelta(minutes=self.task_limit_minutes)


def variable(setting: dataclasses.Field) -> str:
    """The environment variable of one setting."""
    return PREFIX + setting.name.upper()


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings, or one error that names every problem."""
    fields = {variable(setting): setting for setting in dataclasses.fields(Settings)}
    problems = _unknown(environment, fields)
    values = {}
    for name, setting in fields.items():
        if name in environment:
            try:
                values[setting.name] = setting.metadata["parse"](environment[name].strip())
            except ValueError as allowed:
                problems.append(f'{name}: "{environment[name]}" is not {allowed}. {setting.metadata["description"]}')
        elif setting.default is REQUIRED:
            problems.append(f"{name} is not set. {setting.metadata['description']}")
    problems += _at_one_time(values)
    if problems:
        raise SettingsError("settings of the DAGs (environment variables):\n  " + "\n  ".join(problems))
    return Settings(**values)


def _at_one_time(values: Mapping[str, Any]) -> list[str]:
    """Two runs that begin at once: the one that comes second to the lock waits, and may fail at its limit."""
    schedules = [values.get(name) for name in ("schedule", "chunked_schedule")]
    if None in schedules or _times(schedules[0]) != _times(schedules[1]):
        return []
    return [
        f"{PREFIX}SCHEDULE and {PREFIX}CHUNKED_SCHEDULE are the same: both DAGs would start at one time, and one of "
        "the two runs wait for the lock of the other. Schedule one of them, or the second an hour later."
    ]


def _times(cron: str) -> list:
    from croniter import croniter  # as above

    return croniter.expand(cron)[0]


def _unknown(environment: Mapping[str, str], known: Mapping[str, Any]) -> list[str]:
    problems = []
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            problems.append(f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else ""))
    return problems
