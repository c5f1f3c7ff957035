"""A person at Airflow's pages: Chromium without a window. Playwright is in an environment of its own."""

from __future__ import annotations

import re
import urllib.parse
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, Playwright, expect

QUIET = [
    "--no-sandbox",  # in a container there is none; it sees our own pages only
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1440, "height": 900}
SECONDS = 1000
PAGE, RUN = 60 * SECONDS, 600 * SECONDS


def start(playwright: Playwright, program: str) -> Browser:
    expect.set_options(timeout=PAGE)
    return playwright.chromium.launch(executable_path=program, headless=True, args=QUIET)


class Person:
    """Looks for what a person would look for, and keeps a picture of each stage."""

    expect = staticmethod(expect)  # waits until what is looked at is as expected

    def __init__(self, browser: Browser, url: str, pictures: Path):
        self.url, self.pictures, self._stage = url, pictures, 0
        self.context = browser.new_context(viewport=SIZE, timezone_id="UTC", locale="en-US")
        self.context.set_default_timeout(PAGE)
        self.page = self.context.new_page()

    def log_in(self, user: str, password: str) -> None:
        self.page.goto(f"{self.url}/auth/login/")
        self.page.fill('input[name="username"]', user)
        self.keep("log-in")  # before the password is typed
        self.page.fill('input[name="password"]', password)
        self.page.click('button[type="submit"]')
        self.page.wait_for_url(lambda url: "/auth/login" not in url)

    def keep(self, stage: str, page: Page | None = None, whole: bool = False) -> None:
        """A picture of what is to be seen now."""
        self._stage += 1
        file = self.pictures / f"{self._stage:02}-{stage}.png"
        (page or self.page).screenshot(path=file, full_page=whole, animations="disabled")

    def open_form(self, dag: str) -> Locator:
        """The trigger form of a DAG."""
        self.page.goto(f"{self.url}/dags/{dag}")
        self.page.get_by_test_id("trigger-dag-button").click()
        form = self.page.get_by_role("dialog")
        expect(self.send_button(form)).to_be_enabled()
        return form

    def send_button(self, form: Locator) -> Locator:
        return form.get_by_test_id("trigger-dag-submit")

    def number(self, form: Locator, param: str) -> Locator:
        return form.locator(f'input[name="element_{param}"]')

    def type_number(self, field: Locator, text: str) -> None:
        field.fill(text)
        field.blur()

    def send(self, form: Locator) -> str:
        """Sends the form; returns the id of the run, whose page Airflow opens then."""
        self.send_button(form).click()
        self.page.wait_for_url(re.compile("/runs/"))
        return urllib.parse.unquote(self.page.url.partition("/runs/")[2]).partition("?")[0].partition("/")[0]

    def open_run(self, dag: str, run: str) -> None:
        self.page.goto(f"{self.url}/dags/{dag}/runs/{urllib.parse.quote(run, safe='')}")

    def see_state(self, state: str, patience: int = RUN) -> None:
        """Waits until the page of a run or task shows this state."""
        expect(self.page.get_by_test_id("header-card")).to_contain_text(state, timeout=patience)

    def open_task(self, run: str, task: str) -> None:
        """By its square in the grid."""
        self.page.get_by_test_id(f"grid-{run}-{task}").click()
        self.page.wait_for_url(re.compile(f"/tasks/{task}"))

    def open_tab(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def read(self, text: str) -> None:
        """Waits until this text is to be seen in the log."""
        expect(self.page.get_by_test_id("main-content")).to_contain_text(text)

    def open_clear_dialog(self) -> Locator:
        self.page.get_by_role("button", name="Press shift+c to clear").click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_contain_text(re.compile(r"Affected Tasks: [1-9]"))
        return dialog

    def confirm(self, dialog: Locator) -> None:
        dialog.get_by_role("button", name="Confirm").click()
        expect(dialog).to_be_hidden()

    def open_button(self, name: str) -> Page:
        """A button that opens a page of its own."""
        with self.context.expect_page() as opened:
            self.page.get_by_text(name, exact=True).click()
        opened.value.wait_for_load_state()
        return opened.value
