#!/usr/bin/env python3
"""Everything on one machine: starts it, says what runs, ends it.

    python3 deploy/local/local.py up [--only postgres,emulator,aws,airflow] [--state DIR]
    python3 deploy/local/local.py down|status [--state DIR]

All addresses are on 127.0.0.1; they stand in DIR/state/state.json (DIR: .local of the repository).
"""

from __future__ import annotations

import argparse
import os
import sys
import time

import bootstrap
from layout import venv_python
from processes import PartFailed
from stack import ORDER, Stack


def up(stack: Stack, only: str | None) -> None:
    parts = tuple(only.split(",")) if only else ORDER
    if unknown := [part for part in parts if part not in ORDER]:
        sys.exit(f"No part is called {', '.join(unknown)}; there are {', '.join(ORDER)}.")
    for environment in ("standins", "airflow") if "airflow" in parts else ("standins",):
        bootstrap.ensure(environment)
    _continue_with(venv_python("standins"))
    started = time.monotonic()
    if only:
        stack.start(*parts)
    else:
        import prepare

        prepare.everything(stack, say=lambda text: print(text, flush=True))
    print(f"All of it runs ({time.monotonic() - started:.0f} s).")
    status(stack)


def down(stack: Stack) -> None:
    ended = stack.stop()
    print(f"Ended: {', '.join(ended)}." if ended else "Nothing was running.")


def status(stack: Stack) -> None:
    """Where each part is, and whether it runs."""
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
        import airflow_parts

        print(f"  log in as {airflow_parts.USER} with the password {airflow_parts.password(state)}")
    print(f"  state     {stack.file}\n  logs      {stack.folder / 'logs'}")


def _continue_with(python) -> None:
    """Goes on in the environment of the stand-ins, which has what the rest needs."""
    if os.path.realpath(sys.prefix) != os.path.realpath(python.parent.parent):
        os.execv(python, [str(python), *sys.argv])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["up", "down", "status"])
    parser.add_argument("--only", help="start only these parts, comma-separated, without tables and data")
    parser.add_argument("--state", help="the state folder (default: .local of the repository)")
    arguments = parser.parse_args()
    stack = Stack(arguments.state)
    try:
        if arguments.action == "up":
            up(stack, arguments.only)
        else:
            {"down": down, "status": status}[arguments.action](stack)
    except PartFailed as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
