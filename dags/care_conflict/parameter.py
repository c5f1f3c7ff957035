"""One parameter of the commands as a DAG param: type, limits and words for the trigger form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from airflow.sdk import Param


@dataclass(frozen=True)
class Parameter:
    """One parameter: its default, what a value must look like, and the tasks that read it."""

    name: str
    default: Any
    description: str
    schema: Mapping[str, Any]
    tasks: Collection[str]
    section: str | None = None  # closed until clicked: for what is seldom changed
    value: str = "{{ params.%s | int }}"  # a number that comes as 2.0 is whole to Airflow, and not to a command

    def param(self, default: Any) -> Param:
        title = self.name.replace("_", " ").capitalize()
        section = {"section": self.section} if self.section else {}
        return Param(default, title=title, description=self.description, **section, **self.schema)

    def environment(self) -> dict[str, str]:
        return {"name": self.name.upper(), "value": self.value % self.name}


def whole(least: int, most: int) -> dict[str, Any]:
    """What a whole number must be."""
    return {"type": "integer", "minimum": least, "maximum": most}


def growing(name: str, default: int, description: str, schema: Mapping[str, Any], tasks: Collection[str]) -> Parameter:
    """A size that the command chooses for itself where it was left as it is: the default, or more if need be."""
    value = f"{{{{ '' if params.%s == {default} else params.{name} | int }}}}"
    more = "Left as it is: more, where there would be over 1,000 chunks."
    return Parameter(name, default, f"{description} {more}", schema, tasks, value=value)


def switch(
    name: str, description: str, tasks: Collection[str], default: bool = True, section: str | None = None
) -> Parameter:
    """A parameter that is true or false."""
    value = "{{ params.%s | string | lower }}"
    return Parameter(name, default, description, {"type": "boolean"}, tasks, section, value)
