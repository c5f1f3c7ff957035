"""The DAGs' settings that people give: all that care_conflict/settings.py knows but those that the stack puts out."""

from __future__ import annotations

import dataclasses
import difflib
import re
import shlex
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inputs import Input

sys.path.append(str(Path(__file__).resolve().parents[2] / "dags"))

from care_conflict.run_params import wrong_params  # noqa: E402
from care_conflict.settings import PREFIX, Settings, variable  # noqa: E402

FORM_OF_A_SCHEDULE = re.compile(r"none|@[a-z]+|\S+( \S+){4,6}")
EXPORT = re.compile(rf"\s*export\s+({PREFIX}\w+)=(.*)")


@dataclass(frozen=True)
class DagSetting(Input):
    """One setting, checked as the DAGs check it; an empty value is none."""

    parse: Callable[[str], Any] = str

    def problem(self, value: str, where: str) -> str | None:
        try:
            self._check(value)
        except ValueError as allowed:
            return f'{self.variable} ({where}): "{value}" is not {allowed}'
        return None

    def _check(self, value: str) -> None:
        if value and not value.isprintable():
            raise ValueError("a text of one line")
        if value:
            try:
                self.parse(value)
            except ModuleNotFoundError:  # of cron expressions only the form is seen here; Airflow looks closer
                if not FORM_OF_A_SCHEDULE.fullmatch(value):
                    raise ValueError("a cron expression such as '30 5 * * *', or 'none'") from None


def parse_params(value: str) -> Mapping[str, Any] | None:
    """The setting `params`, as the DAGs read it."""
    return Settings.__dataclass_fields__["params"].metadata["parse"](value)


def _params(value: str) -> Mapping[str, Any] | None:
    """The same, refused where the DAGs would be an import error."""
    params = parse_params(value)
    if wrong := wrong_params(params or {}):
        raise ValueError("what the DAGs take: " + "; ".join(wrong))
    return params


def dag_settings(template: Mapping) -> list[DagSetting]:
    """Those that the stack does not know."""
    known = {each["Description"] for each in template["Outputs"].values()}
    fields = [each for each in dataclasses.fields(Settings) if variable(each) not in known]
    return [_setting(each) for each in fields]


def problems(values: Mapping[str, str], where: str, template: Mapping) -> list[str]:
    """Names of settings that nobody can give."""
    allowed = [each.variable for each in dag_settings(template)]
    named = sorted(name for name in values if name.startswith(PREFIX) and name not in allowed)
    return [f"{name} ({where}) {_why_not(name)}; the settings to give are {', '.join(allowed)}" for name in named]


def _why_not(name: str) -> str:
    known = [variable(each) for each in dataclasses.fields(Settings)]
    if name in known:
        return "comes from the stack and cannot be given"
    near = difflib.get_close_matches(name, known, n=1)
    return "is not a setting of the DAGs" + (f", did you mean {near[0]}?" if near else "")


def _setting(field: dataclasses.Field) -> DagSetting:
    name = "".join(word.capitalize() for word in variable(field).split("_"))
    parse = _params if field.name == "params" else field.metadata["parse"]
    return DagSetting(name, field.metadata["description"], "", parse=parse)


def script(present: str, settings: Mapping[str, str]) -> tuple[str, list[str]]:
    """What MWAA runs in each of its containers, and what is new in it: of the script that is there only the exports
    of these settings change, the rest of it is a person's.
    """
    lines = [line.rstrip("\r") for line in present.rstrip("\r\n").split("\n")] if present.strip() else ["#!/bin/sh"]
    left, told = dict(settings), []
    for at, line in enumerate(lines):
        found = EXPORT.fullmatch(line)
        if found and found[1] in settings:
            left.pop(found[1], None)
            lines[at] = _export(found[1], settings[found[1]])
            if lines[at] != line:
                told.append(f"{found[1]}: {found[2]} becomes {shlex.quote(settings[found[1]])}")
    for name, value in sorted(left.items()):
        lines.append(_export(name, value))
        told.append(f"{name}={shlex.quote(value)}")
    return "\n".join(lines) + "\n", told


def exported(text: str) -> dict[str, str]:
    """The settings that a script exports, without quotes."""
    found = (EXPORT.fullmatch(line) for line in text.splitlines())
    return {each[1]: each[2].strip().strip("'\"") for each in found if each}


def unknown_in(text: str) -> list[str]:
    """Names that a script exports and that stop the DAGs: they refuse settings that they do not know."""
    known = {variable(each) for each in dataclasses.fields(Settings)}
    return sorted(exported(text).keys() - known)


def _export(name: str, value: str) -> str:
    return f"export {name}={shlex.quote(value)}"
