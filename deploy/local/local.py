#!/usr/bin/env python3
"""Everything on one machine: starts it, says what runs, ends it.

    python3 deploy/local/local.py up [--visits N] [--seed S] [--fresh] [--state DIR]
    python3 deploy/local/local.py up --only postgres,emulator,aws [--state DIR]
    python3 deploy/local/local.py down|status [--state DIR]

All addresses are on 127.0.0.1; they stand in DIR/state/state.json (DIR: .local of the repository).
"""

from __future__ import annotations

import argparse
import os
import sys
import time

import bootstrap
from stand_ins import airflow_parts
from stand_ins.layout import venv_python
from stand_ins.prepare import Preparation
from stand_ins.processes import PartFailed
from stand_ins.stack import ORDER, Stack


def up(stack: Stack, wishes: argparse.Namespace) -> None:
    parts = tuple(wishes.only.split(",")) if wishes.only else ORDER
    if unknown := [part for part in parts if part not in ORDER]:
        sys.exit(f"No part is called {', '.join(unknown)}; there are {', '.join(ORDER)}.")
    for environment in ("standins", "airflow") if "airflow" in parts else ("standins",):
        bootstrap.ensure(environment)
    _continue_with(venv_python("standins"))
    started = time.monotonic()
    with stack.alone("up"):
        new_login = not stack.state.get("airflow")
        if wishes.only:
            stack.start(*parts)
        else:
            Preparation(stack, print_now).everything(wishes.visits, wishes.seed, wishes.fresh)
    print(f"{'These parts run' if wishes.only else 'All of it runs'} ({time.monotonic() - started:.0f} s).")
    status(stack, new_login)


def down(stack: Stack) -> None:
    ended = stack.stop()
    print(f"Ended: {', '.join(ended)}." if ended else "Nothing was running.")


def print_now(text: str) -> None:
    print(text, flush=True)


def status(stack: Stack, new_login: bool = False) -> None:
    """Where each part is, and whether it runs; the password only when it is new."""
    state = stack.state
    lines = {
        "postgres": "{host}:{port}, database {database}, schema {schema}, user {user}",
        "emulator": "127.0.0.1:{port} (the warehouse), JDBC {url}",
        "aws": "{endpoint} (ECS, CloudWatch Logs, S3, SES, Secrets Manager)",
        "airflow": "{url}",
    }
    for part in ORDER:
        where = lines[part].format(**state[part]) if part in state and stack.runs(part) else "does not run"
        print(f"  {part:<9} {where}")
    if stack.runs("airflow"):
        shown = airflow_parts.password(state) if new_login else f"in {state['airflow']['password_file']}"
        print(f"  login     user {airflow_parts.USER}, password {shown}")
    print(f"  state     {stack.file}\n  logs      {stack.folder / 'logs'}")


def _continue_with(python) -> None:
    """Goes on in the environment of the stand-ins, which has what the rest needs."""
    if os.path.realpath(sys.prefix) != os.path.realpath(python.parent.parent):
        os.execv(python, [str(python), *sys.argv])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["up", "down", "status"])
    parser.add_argument("--only", help="start only these parts, comma-separated, without tables and data")
    parser.add_argument("--visits", type=int, help="size of the demo data (200000, or what is there)")
    parser.add_argument("--seed", type=int, help="another seed makes other demo data (1, or what is there)")
    parser.add_argument("--fresh", action="store_true", help="make tables and demo data anew")
    parser.add_argument("--state", help="the state folder (default: .local of the repository)")
    arguments = parser.parse_args()
    stack = Stack(arguments.state)
    try:
        if arguments.action == "up":
            up(stack, arguments)
        else:
            {"down": down, "status": status}[arguments.action](stack)
    except PartFailed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. What was started so far is ended by: make down")


if __name__ == "__main__":
    main()
