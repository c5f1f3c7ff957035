"""The button that opens the report of a run."""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from airflow.serialization.serialized_objects import DagSerialization

import conflict_management
import conflict_management_chunked
from care_conflict.parameters import IN_SHARDS
from care_conflict.report import ReportLink, report_links
from care_conflict.settings import read_settings
from stand_ins.aws.task_definitions import listed
from test_settings import NEEDED

RUN = SimpleNamespace(dag_id="conflict_management", run_id="manual__2026-11-21T18:00:00+00:00")
WITH_REPORT = {*listed("sequential")[1:], *(finish for _, _, finish in IN_SHARDS.values()), "run_result"}


def link(**settings: str) -> str:
    named = {f"CONFLICT_MANAGEMENT_{name.upper()}": value for name, value in settings.items()}
    (found,) = report_links(read_settings({**NEEDED, **named}))
    return found.get_link(None, ti_key=RUN)


def test_a_report_in_a_bucket_is_opened_in_the_console_of_its_region(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    url = urlsplit(link(run_location="s3://bucket/some/runs"))
    assert (url.hostname, url.path) == ("console.aws.amazon.com", "/s3/object/bucket")
    assert parse_qs(url.query) == {
        "region": ["eu-central-1"],
        "prefix": [f"some/runs/{RUN.run_id}@conflict_management/report.html"],
    }


def test_the_console_of_another_partition_is_another_one(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-gov-west-1")
    assert urlsplit(link()).hostname == "console.amazonaws-us-gov.com"


@pytest.mark.parametrize("location", ["/var/runs", "s3://bucket/runs"])
def test_where_a_browser_finds_the_runs_the_report_is_opened_there(location):
    opened = link(run_location=location, report_address="https://reports.example/runs/")
    run = "manual__2026-11-21T18%3A00%3A00%2B00%3A00%40conflict_management"
    assert opened == f"https://reports.example/runs/{run}/report.html"


def test_a_folder_that_nothing_serves_has_no_button():
    assert report_links(read_settings({**NEEDED, "CONFLICT_MANAGEMENT_RUN_LOCATION": "/var/runs"})) == []


@pytest.fixture
def dag(monkeypatch):
    monkeypatch.setenv("CONFLICT_MANAGEMENT_REPORT_ADDRESS", "https://reports.example")
    return importlib.reload(conflict_management).dag


def test_the_tasks_of_a_run_that_has_a_report_have_the_button_and_say_so(dag):
    tasks = dag.topological_sort()
    assert {task.task_id for task in tasks if task.operator_extra_links} == WITH_REPORT
    assert {task.task_id for task in tasks if f"*{ReportLink.name}*" in task.doc_md} == WITH_REPORT


def test_of_a_run_over_stored_conflicts_the_tasks_at_its_end_have_it(monkeypatch):
    monkeypatch.setenv("CONFLICT_MANAGEMENT_REPORT_ADDRESS", "https://reports.example")
    tasks = importlib.reload(conflict_management_chunked).dag.topological_sort()
    at_the_end = {"task_02", "task03_status_management", "summarize_task02_chunks", "run_result"}
    assert {task.task_id for task in tasks if task.operator_extra_links} == at_the_end
    assert {task.task_id for task in tasks if f"*{ReportLink.name}*" in task.doc_md} == at_the_end


def test_the_web_server_knows_the_button_without_our_code(dag):
    shown = DagSerialization.from_dict(DagSerialization.to_dict(dag))
    assert shown.get_task("task99_postflight").extra_links == [ReportLink.name]
