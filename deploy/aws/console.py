"""What is said to the person or the log, and what is asked."""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass


class Failed(Exception):
    """Ends the deployment: what went wrong, and what to do about it."""

    exit_code = 1


class Misused(Failed):
    """Everything that is wrong with the inputs, at once."""

    exit_code = 2

    def __init__(self, problems: list[str]):
        super().__init__("\n  ".join(["What was given cannot be used:", *problems]))


@dataclass(frozen=True)
class Console:
    """`asks`: whether a person is there to answer. `yes`: nothing is confirmed. `dry_run`: nothing is changed."""

    asks: bool
    yes: bool = False
    dry_run: bool = False

    def say(self, text: str) -> None:
        print(text, flush=True)

    def step(self, title: str) -> None:
        self.say(f"\n== {title}")

    def would(self, what: str) -> bool:
        """Announces a change; whether it is to be made."""
        self.say(f"  would {what}" if self.dry_run else f"  {what}")
        return not self.dry_run

    def confirm(self, question: str) -> bool:
        if self.yes:
            return True
        if not self.asks:
            raise Failed(f"{question} Nobody is there to answer: say --yes where that is right.")
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")

    def ask(self, question: str) -> str:
        return input(f"{question}: ").strip()

    def ask_secret(self, question: str) -> str:
        """Not echoed."""
        return getpass.getpass(f"{question} (not shown): ")


def terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
