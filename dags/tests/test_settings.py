"""The settings are checked all at once, and each problem is named."""

from __future__ import annotations

import dataclasses

import pytest

from care_conflict.settings import PREFIX, REQUIRED, Settings, SettingsError, read_settings, variable
from conftest import DAGS

NEEDED = {
    "CONFLICT_MANAGEMENT_CLUSTER": "cluster",
    "CONFLICT_MANAGEMENT_SUBNETS": "subnet-1, subnet-2",
    "CONFLICT_MANAGEMENT_SECURITY_GROUPS": "sg-1",
    "CONFLICT_MANAGEMENT_RUN_LOCATION": "s3://bucket/runs/",
}


def test_what_is_needed_is_enough():
    settings = read_settings({**NEEDED, "HOME": "/nowhere"})
    assert settings.subnets == ["subnet-1", "subnet-2"]
    assert settings.run_location == "s3://bucket/runs"
    assert settings.schedule is None
    assert settings.retries == 2


def test_every_missing_setting_is_named_in_one_error():
    with pytest.raises(SettingsError) as error:
        read_settings({})
    assert all(f"{name} is not set" in str(error.value) for name in NEEDED)


def test_an_unknown_name_is_an_error_with_the_nearest_known_one():
    with pytest.raises(SettingsError, match="did you mean CONFLICT_MANAGEMENT_LOG_GROUP?"):
        read_settings({**NEEDED, "CONFLICT_MANAGEMENT_LOG_GRUOP": "x"})


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("CLUSTER", "", "a text that is not empty"),
        ("SUBNETS", " , ", "names separated by commas"),
        ("ASSIGN_PUBLIC_IP", "yes", "true or false"),
        ("RUN_LOCATION", "runs", "an s3:// prefix or a folder given from the root"),
        ("POSTGRES_SCHEMA", 'x"; DROP', "lower-case letters, digits and _"),
        ("LOG_FORMAT", "xml", "human, json or 'none'"),
        ("SCHEDULE", "at noon", "a cron expression"),
        ("SCHEDULE_TIMEZONE", "New York", "a zone such as UTC or America/New_York"),
        ("SCHEDULE_TIMEZONE", "America", "a zone such as UTC or America/New_York"),
        ("SCHEDULE_TIMEZONE", "", "a zone such as UTC or America/New_York"),
        ("ALERT_TOPIC", "alerts", "the ARN of an SNS topic, or 'none'"),
        ("RETRIES", "0", "a whole number from 1 to 10"),
        ("TASK_LIMIT_MINUTES", "1.5", "a whole number from 1 to 1440"),
        ("RETRY_DELAY_LIMIT_SECONDS", "241", "a whole number from 1 to 240"),
        ("POLL_SECONDS", "-1", "a whole number from 1 to 60"),
        ("CHUNKED_SCHEDULE", "at noon", "a cron expression"),
        ("MAX_CONCURRENCY", "0", "a whole number from 1 to 1000"),
        ("SOURCE_POLL_MINUTES", "0", "a whole number from 1 to 240"),
        ("PARAMS", "lookback_hours=48", "a JSON object such as {\"lookback_hours\": 48}, or 'none'"),
        ("PARAMS", "[48]", "a JSON object such as {\"lookback_hours\": 48}, or 'none'"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(name, value, allowed):
    with pytest.raises(SettingsError) as error:
        read_settings({**NEEDED, f"CONFLICT_MANAGEMENT_{name}": value})
    assert f'CONFLICT_MANAGEMENT_{name}: "{value}" is not {allowed}' in str(error.value)


def test_every_setting_is_described():
    for setting in dataclasses.fields(Settings):
        assert setting.metadata["description"].endswith("."), variable(setting)


@pytest.mark.parametrize(("value", "schedule"), [("none", None), ("30 5 * * *", "30 5 * * *")])
def test_the_schedule_is_a_cron_expression_or_none(value, schedule):
    assert read_settings({**NEEDED, "CONFLICT_MANAGEMENT_SCHEDULE": value}).schedule == schedule


@pytest.mark.parametrize(
    ("schedule", "chunked", "good"),
    [
        ("0 6 * * *", "0 6 * * *", False),
        ("0 6 * * *", " 0  6 * * * ", False),
        ("0 6 * * *", "00 06 * * 0-6", False),
        ("@daily", "0 0 * * *", False),
        ("0 6 * * *", "0 7 * * *", True),
        ("none", "none", True),
    ],
)
def test_two_dags_of_one_schedule_are_an_error_that_names_both_settings(schedule, chunked, good):
    names = {"CONFLICT_MANAGEMENT_SCHEDULE": schedule, "CONFLICT_MANAGEMENT_CHUNKED_SCHEDULE": chunked}
    if good:
        read_settings({**NEEDED, **names})
        return
    with pytest.raises(SettingsError) as error:
        read_settings({**NEEDED, **names})
    assert all(name in str(error.value) for name in names)


def row(setting: dataclasses.Field) -> str:
    """The line of one setting in the guide's table."""
    default = {REQUIRED: "needed", None: "`none`", "": "empty"}.get(setting.default, f"`{setting.default}`")
    default = default.lower() if isinstance(setting.default, bool) else default
    return f"| `{variable(setting)}` | {default} | {setting.metadata['description']} |"


def test_the_guide_lists_every_setting_as_it_is():
    guide = (DAGS.parent / "docs" / "airflow.md").read_text().splitlines()
    assert [line for line in guide if line.startswith(f"| `{PREFIX}")] == list(map(row, dataclasses.fields(Settings)))
