"""A person's way through Airflow in a real browser (make test-airflow). Pictures of each stage: .local/browser/."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
from airflow_disturbed import restart
from disturbed import unwritable
from pipeline import COMMANDS, DAG, DAGS, DETECTION, INSERVICE, LAST, STATUS

import bootstrap
from stand_ins import airflow_parts
from stand_ins.layout import LOCAL, site_packages

pytestmark = pytest.mark.long

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CLEARED = (DETECTION, INSERVICE, STATUS, LAST, COMMANDS[0], "run_result")


@pytest.fixture(scope="module")
def chromium():
    """The browser of this machine; Playwright's own is not downloaded."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("no Chromium here: apt install chromium (Debian), or name a Chrome in the variable CHROMIUM")
    bootstrap.ensure("browser")
    sys.path.append(str(site_packages("browser")))
    import browser
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = browser.start(playwright, program)
        yield started
        started.close()


@pytest.fixture
def person(chromium, pipeline, request):
    """Logged in to Airflow, with an empty folder for pictures."""
    from browser import Person

    pictures = LOCAL / "browser" / request.node.name.removeprefix("test_")
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    login = pipeline.stack.state["airflow"]
    person = Person(chromium, login["url"], pictures)
    person.log_in(login["user"], airflow_parts.password(pipeline.stack.state))
    yield person
    person.context.close()


def test_a_value_out_of_range_cannot_be_sent(person):
    form = person.open_form(DAG)
    hours = person.number(form, "lookback_hours")
    person.expect(hours).to_have_value("36")
    for typed in ("0", "-5"):
        person.type_number(hours, typed)
        person.expect(hours).to_have_value("1")  # the least that is allowed
    person.type_number(hours, "")
    person.expect(person.send_button(form)).to_be_disabled()
    person.keep("required")
    person.type_number(hours, "48")
    person.expect(person.send_button(form)).to_be_enabled()


def test_a_run_is_started_fails_is_mended_cleared_and_tells_what_it_did(person, pipeline):
    form = person.open_form(DAG)
    person.type_number(person.number(form, "lookback_hours"), "48")
    person.keep("form")
    with unwritable(pipeline):
        run = person.send(form)
        pipeline.last = (DAG, run)
        person.see_state("Running")
        person.keep("running")
        person.see_state("Failed")
    person.keep("failed")

    person.open_task(run, DETECTION)
    person.see_state("Failed")
    person.read("exit code 1")
    person.read("a row breaks a check: table conflict_dev.conflictvisitmaps, constraint unwritable")
    person.keep("log-of-the-failed-task")

    dialog = person.open_clear_dialog()
    assert all(task in dialog.inner_text() for task in CLEARED)
    person.keep("clear")
    person.confirm(dialog)
    person.open_run(DAG, run)
    person.see_state("Success")
    person.keep("rerun")
    assert pipeline.is_given_back()

    person.open_task(run, LAST)
    person.open_tab("Details")
    report = person.open_button("Report of the run")
    person.keep("report", report, whole=True)
    shown = report.inner_text("body")
    assert run in shown
    assert all(command in shown for command in COMMANDS)
    assert pipeline.document(run, DETECTION)["parameters"]["lookback_hours"] == "48"


def test_the_checks_answer_in_the_log(person, pipeline):
    run = person.send(person.open_form(DAGS[2]))
    person.see_state("Success")
    for task, answer in (
        ("validate_config", "The configuration is complete. No connection was made."),
        ("test_connections", "PostgreSQL"),
    ):
        person.open_task(run, task)
        person.read(answer)
        person.keep(task)
    log = pipeline.log(run, "validate_config", DAGS[2])
    assert "(set, hidden)" in log
    assert pipeline.stack.state["postgres"]["password"] not in log


def test_every_task_says_in_the_ui_what_to_do_when_it_fails(person):
    person.page.goto(f"{person.url}/dags/{DAG}")
    person.page.get_by_test_id("markdown-button").click()
    dialog = person.page.get_by_role("dialog")
    dialog.get_by_text("When a task fails").wait_for()
    person.keep("dag")
    person.page.goto(f"{person.url}/dags/{DAG}/tasks/{DETECTION}")
    person.page.get_by_test_id("markdown-button").click()
    person.page.get_by_role("dialog").get_by_text("When it fails").wait_for()
    person.keep("task")


def test_a_wrong_setting_is_named_in_the_ui(person, pipeline, monkeypatch):
    monkeypatch.setenv("CONFLICT_MANAGEMENT_RETRIES", "many")
    restart(pipeline, "dag-processor")
    try:
        pipeline.wait("the import error", pipeline.airflow.import_errors)
        person.page.goto(person.url)
        person.page.get_by_text("Dag Import Errors").click()
        dialog = person.page.get_by_role("dialog")
        dialog.get_by_role("button", name=f"{DAG}.py").click()
        person.expect(dialog).to_contain_text('CONFLICT_MANAGEMENT_RETRIES: "many" is not a whole number from 1 to 10')
        person.keep("import-error")
    finally:
        monkeypatch.undo()
        restart(pipeline, "dag-processor")
        pipeline.wait("the files are read again", lambda: not pipeline.airflow.import_errors())
