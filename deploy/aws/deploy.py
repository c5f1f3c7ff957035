#!/usr/bin/env python3
"""Brings conflict management to AWS, or brings it up to date: asks what it needs, shows what changes, changes that.

    deploy.py                                 everything, step by step
    deploy.py --dry-run                       what it would do; nothing is changed
    deploy.py --only stack                    steps: build, push, secrets, stack, dags, run
    deploy.py --skip build,push               all steps but these
    deploy.py --run pipeline                  or a task with its words: --run "run_lock show"
    deploy.py --yes                           for CI: nothing is asked, what is missing is an error

Values come from flags, the environment, a .env file (--env-file), the stack as it is, and defaults, in this order;
secrets from the environment or the .env file alone, or they are asked for. A second run changes nothing.

Exit codes: 0 done, 1 failed, 2 wrong inputs; of a task that was run, its own.
Needs Python 3.10 and boto3; docker, git and a JDK (17 or newer) to build and push.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    sys.exit("boto3 is not there: python -m pip install boto3")

import dag_settings
import secret_values
from console import Console, Failed, terminal
from deployment import STEPS, Deployment
from inputs import OWN, Inputs, of_template, read_env_file, read_template
from task_runs import WHOLE


def main(arguments: list[str]) -> int:
    """The exit code."""
    template = read_template()
    inputs = [*OWN, *of_template(template), *dag_settings.dag_settings(template)]
    chosen = _parser(inputs).parse_args(arguments)
    console = Console(asks=terminal() and not chosen.yes, yes=chosen.yes, dry_run=chosen.dry_run)
    try:
        return _deployment(chosen, inputs, console).go()
    except Failed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return failure.exit_code
    except (ClientError, BotoCoreError) as error:
        print(f"\nAWS refused: {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nLeft by hand; what was done so far stays, and the next run goes on from there.", file=sys.stderr)
        return 1


def _deployment(chosen: argparse.Namespace, inputs: list, console: Console) -> Deployment:
    known = [*(each.variable for each in inputs), *secret_values.VARIABLES]
    file, problems = _env_file(chosen.env_file, known)
    flags = {each.variable: value for each in inputs if (value := getattr(chosen, each.name)) is not None}
    sources = {"flag": flags, "environment": os.environ, ".env": file}
    values = Inputs(inputs, sources)
    given, wrong = secret_values.given({**file, **os.environ})
    for where, given_there in (("environment", os.environ), (".env", file)):
        problems += dag_settings.problems(given_there, where, read_template())
    values.problems[:0] = problems + wrong
    return Deployment(values, _steps(chosen), console, chosen.run, secrets=given)


def _env_file(named: str | None, known: list[str]) -> tuple[dict[str, str], list[str]]:
    file = Path(named or ".env")
    if file.is_file():
        return read_env_file(file, known)
    return {}, [f"--env-file: {file} is not there"] if named else []


def _steps(chosen: argparse.Namespace) -> list[str]:
    wanted = chosen.only or ([] if chosen.run and not chosen.skip else STEPS)
    wanted = {*wanted, *(["run"] if chosen.run else [])} - {*(chosen.skip or [])}
    return [step for step in STEPS if step in wanted]


def _step_names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := [name for name in names if name not in STEPS]:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: the steps are {', '.join(STEPS)}")
    return names


def _parser(inputs: list) -> argparse.ArgumentParser:
    formatter = argparse.RawDescriptionHelpFormatter
    usage = (
        "deploy.py [--only STEPS | --skip STEPS] [--run WORDS] [--dry-run] [--yes] [--env-file FILE] [--NAME VALUE ...]"
    )
    parser = argparse.ArgumentParser(usage=usage, description=__doc__, formatter_class=formatter, allow_abbrev=False)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--only", type=_step_names, metavar="STEPS", help="these steps alone")
    which.add_argument("--skip", type=_step_names, metavar="STEPS", help="all steps but these")
    parser.add_argument("--run", metavar="WORDS", help=f"{WHOLE}, or a task and what it is told; alone: nothing else")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")
    parser.add_argument("--yes", action="store_true", help="ask nothing")
    parser.add_argument("--env-file", metavar="FILE", help="NAME=value lines (default: .env, where it is there)")
    own = parser.add_argument_group("values (in the environment and .env: the name in capitals)")
    stack = parser.add_argument_group("values of the stack")
    dags = parser.add_argument_group("settings of the DAGs (docs/airflow.md has their defaults)")
    for each in inputs:
        text = each.description + (f" Default: {each.default}." if each.default else "")
        group = stack if each.of_stack else dags if isinstance(each, dag_settings.DagSetting) else own
        group.add_argument(each.flag, dest=each.name, metavar=each.variable, help=text.replace("%", "%%"))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
