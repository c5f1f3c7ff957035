"""The tasks (tasks/catalogue.csv) and their definitions that AWS gets (deploy/aws/tasks/*.json), for this machine."""

from __future__ import annotations

import csv
import json
import re
import string
from pathlib import Path

from stand_ins.layout import ROOT

REGION, ACCOUNT = "us-east-1", "000000000000"
PLACEHOLDERS = {
    "Region": REGION,
    "Account": ACCOUNT,
    "Image": "conflict-management:local",
    "Environment": "dev",
    "LogGroup": "/ecs/conflict-management",
}
JARS_IN_THE_IMAGE = re.compile(r"/opt/conflict-management/(?P<task>\w+)\.jar")


def catalogue() -> list[dict[str, str]]:
    """A line a task, in the order in which they run."""
    with (ROOT / "tasks" / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed(form: str) -> list[str]:
    """The tasks that this form of the pipeline runs, in their order."""
    return [line["name"] for line in catalogue() if form in line["form"].split()]


class TaskDefinitions:
    """Reads a definition whenever it is asked for, so that a changed file needs no restart."""

    def __init__(self, folder: Path, tasks: Path):
        self.folder, self.tasks = folder, tasks

    def families(self) -> list[str]:
        return sorted(definition["family"] for definition in self._all())

    def find(self, reference: str) -> dict | None:
        """By family, family:revision or ARN; None when there is no such definition."""
        family, _, revision = reference.rpartition("/")[2].partition(":")
        for definition in self._all():
            if definition["family"] == family and revision in ("", "1"):
                return self._completed(definition)
        return None

    def command(self, argument: str) -> str:
        """Where the image holds a task's jar, this machine has the one that was built here."""
        found = JARS_IN_THE_IMAGE.fullmatch(argument)
        return str(self.tasks / found["task"] / "target" / f"{found['task']}.jar") if found else argument

    def _all(self) -> list[dict]:
        files = sorted(self.folder.glob("*.json"))
        return [json.loads(string.Template(file.read_text()).safe_substitute(PLACEHOLDERS)) for file in files]

    @staticmethod
    def _completed(definition: dict) -> dict:
        arn = f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/{definition['family']}:1"
        return {**definition, "taskDefinitionArn": arn, "revision": 1, "status": "ACTIVE"}
