#!/usr/bin/env python3
"""Brings conflict management to AWS, or brings it up to date: asks what it needs, shows what changes, changes that.

    deploy.py                                 everything, step by step
    deploy.py --dry-run                       what it would do; nothing is changed
    deploy.py --only stack                    steps: build, push, secrets, stack, dags, run
    deploy.py --skip build,push               all steps but these
    deploy.py --only run --run pipeline       or a task with its words: --run "run_lock show"
    deploy.py --yes                           for CI: nothing is asked, what is missing is an error

Values come from flags, the environment, a .env file (--env-file), the stack as it is, and defaults, in this order;
secrets from the environment or the .env file alone, or they are asked for. A second run changes nothing.

Exit codes: 0 done, 1 failed, 2 wrong inputs; of a task that was run, its own.
Needs Python 3.10 and boto3; docker and git to build and push.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

try:
    import boto3  # noqa: F401
except ImportError:
    sys.exit("boto3 is not there: python -m pip install boto3 (or botocore[crt] too, for aws login)")

from botocore.exceptions import BotoCoreError, ClientError

import cloudformation
import dag_files
import image
import secret_values
from account import Account, log_in
from console import Console, Failed, Misused, terminal
from inputs import OWN, Inputs, of_template, read_env_file, read_template
from secret_values import Secret
from task_runs import WHOLE, Runs

STEPS = ["build", "push", "secrets", "stack", "dags", "run"]
MENU = {"1": WHOLE, "2": "", "3": "test_connections", "4": "validate_config", "0": None}
MENU_TEXT = """
What shall run now?
  1  the whole pipeline
  2  one task
  3  the connection test
  4  the check of the configuration
  0  nothing"""


@dataclass
class Deployment:
    """One deployment: its inputs, and its steps in order."""

    inputs: Inputs
    steps: list[str]
    console: Console
    wish: str | None
    template: dict = field(default_factory=read_template)
    secrets: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.account: Account
        self.stack: cloudformation.Stack

    def go(self) -> int:
        self._check()
        self._build()
        if "secrets" in self.steps:
            self._put_secrets()
        first = "stack" in self.steps and self.stack.describe() is None and not self.console.dry_run
        if first and not self._apply(whole=False):
            return 1
        self._push()
        if "stack" in self.steps and not self._apply(whole=True):
            return 1
        if "dags" in self.steps:
            self._bring_dags()
        return self._run() if "run" in self.steps else 0

    def _check(self) -> None:
        """Everything that can be wrong is told before anything is done."""
        self.console.step("Check")
        problems = self.inputs.problems
        if {"build", "push"} & set(self.steps):
            problems += image.problems()
        try:
            self.account = log_in(self.inputs["AwsProfile"], self.inputs["AwsRegion"], self.console)
        except Failed as failure:
            raise Misused([*problems, str(failure)]) if problems else failure from None
        self.inputs.complete_one("Environment", self._ask())
        if problems:
            raise Misused(problems)
        name = self.inputs["StackName"] or f"conflict-management-{self.inputs['Environment']}"
        self.stack = cloudformation.Stack(self.account, name)
        self.inputs.keep(self.stack.parameters())
        if "stack" in self.steps:
            self.inputs.complete(self._ask())
        self._complete_secrets()
        if problems:
            raise Misused(problems)
        self.console.say(f"  stack {name}, steps {', '.join(self.steps)}")

    def _complete_secrets(self) -> None:
        if "secrets" not in self.steps:
            return
        missing = [name for secret in self._secrets() for name in secret.missing(self.secrets)]
        if missing and self.console.asks:
            self.secrets |= secret_values.ask_for(missing, self.console)
        elif missing:
            self.inputs.problems += [f"{name} is not given, and its secret has no value for it" for name in missing]

    def _ask(self):
        return self.console.ask if self.console.asks else None

    def _secrets(self) -> list[Secret]:
        return [
            Secret(self.account, self.inputs["PostgresSecret"], secret_values.POSTGRES),
            Secret(self.account, self.inputs["SnowflakeSecret"], secret_values.SNOWFLAKE),
        ]

    def _image(self) -> image.Image:
        return self._image_of(image.source())

    def _image_of(self, source: str) -> image.Image:
        tag = self.inputs["ImageTag"] or image.version()
        return image.Image(self.account, self.inputs["RepositoryName"], tag, source)

    def _build(self) -> None:
        if "build" not in self.steps:
            return
        self.console.step("Build")
        wanted = self._image()
        if wanted.is_there() or wanted.has_twin():
            self.console.say(f"  {wanted.reference} was built and pushed before")
        else:
            wanted.build(self.inputs["BaseImage"], self.console)

    def _push(self) -> None:
        if "push" not in self.steps:
            return
        self.console.step("Push")
        wanted = self._image()
        if wanted.is_there():
            self.console.say(f"  {wanted.reference} is there already")
        elif wanted.has_twin():
            wanted.tag_twin(self.console)
        else:
            wanted.push(self.console)

    def _put_secrets(self) -> None:
        self.console.step("Secrets")
        for secret in self._secrets():
            secret.put(self.secrets, self.console)

    def _apply(self, whole: bool) -> bool:
        self.console.step("Stack" if whole else "Stack, for the first time: what the image needs")
        template = self.template if whole else cloudformation.beginning(self.template)
        return self.stack.apply(template, self._parameters(), self.console)

    def _parameters(self) -> dict[str, str]:
        parameters = self.inputs.of_stack()
        names = ("PostgresSecretArn", "SnowflakeSecretArn")
        for name, secret in zip(names, self._secrets(), strict=True):
            arn = secret.arn()
            if arn is None and not self.console.dry_run:
                raise Failed(f"The secret {secret.name} is not there. Make it: deploy.py --only secrets")
            parameters[name] = arn or f"(the ARN of {secret.name})"
        parameters["Image"] = self._image_of_stack()
        return parameters

    def _image_of_stack(self) -> str:
        """The image of this version; where it was not pushed now, the tag is believed, or what the stack has stays."""
        present = self.stack.parameters().get("Image")
        if "push" not in self.steps and not self.inputs["ImageTag"] and present:
            return present
        return self._image_of("").reference

    def _bring_dags(self) -> None:
        self.console.step("DAGs")
        settings, bucket = self.stack.settings(), self.inputs["MwaaBucket"]
        if bucket:
            dag_files.upload(self.account, bucket, self.inputs["MwaaDags"], settings, self.console)
        else:
            dag_files.say_what_to_copy(settings, self.console)

    def _run(self) -> int:
        wish = self.wish or self._choice()
        if not wish:
            return 0
        self.console.step(f"Run {wish}")
        settings = self.stack.settings()
        if not settings:
            raise Failed(f"The stack {self.stack.name} is not there yet: deploy.py --only stack")
        return Runs(self.account, settings, self.console).run(wish)

    def _choice(self) -> str | None:
        if not self.console.asks or self.console.yes or self.console.dry_run:
            return None
        self.console.say(MENU_TEXT)
        while (answer := self.console.ask("Number")) not in MENU:
            self.console.say(f"  one of {', '.join(MENU)}")
        return self.console.ask("Task, and what it is told (run_lock show)") if answer == "2" else MENU[answer]


def main(arguments: list[str]) -> int:
    """The exit code."""
    inputs = [*OWN, *of_template(read_template())]
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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter, allow_abbrev=False)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--only", type=_step_names, metavar="STEPS", help="these steps alone")
    which.add_argument("--skip", type=_step_names, metavar="STEPS", help="all steps but these")
    parser.add_argument("--run", metavar="WORDS", help=f"{WHOLE}, or a task and what it is told; alone: nothing else")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")
    parser.add_argument("--yes", action="store_true", help="ask nothing")
    parser.add_argument("--env-file", metavar="FILE", help="NAME=value lines (default: .env, where it is there)")
    own = parser.add_argument_group("values (in the environment and .env: the name in capitals)")
    stack = parser.add_argument_group("values of the stack")
    for each in inputs:
        text = each.description + (f" Default: {each.default}." if each.default else "")
        group = stack if each.of_stack else own
        group.add_argument(each.flag, dest=each.name, metavar=each.variable, help=text.replace("%", "%%"))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
