"""One parameter of the commands as a DAG param: type, limits and words for the trigger form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from airflow.sdk import Param

from care_conflict.run_params import CHUNKS

VALUES = {
    "integer": "{{ params.%s | int }}",  # a number that comes as 2.0 is whole to Airflow, and not to a command
    "boolean": "{{ params.%s | string | lower }}",
    "string": "{{ params.%s or '' }}",
    "array": "{{ (params.%s or []) | join(',') }}",
}
SIZE = "{{ '' if params.%s == {default} else params.%s | int }}"


@dataclass(frozen=True)
class Parameter:
    """One parameter: its default, what a value must look like, and the tasks that read it."""

    name: str
    default: Any
    description: str
    schema: Mapping[str, Any]
    tasks: Collection[str]
    section: str | None = None  # closed until clicked: for what is seldom changed
    value: str = VALUES["integer"]

    def param(self, default: Any) -> Param:
        title = self.name.replace("_", " ").capitalize()
        section = {"section": self.section} if self.section else {}
        return Param(default, title=title, description=self.description, **section, **self.schema)

    def environment(self) -> dict[str, str]:
        return {"name": self.name.upper(), "value": self.value.replace("%s", self.name)}


def described(words: Mapping[str, Any], section: str | None) -> Parameter:
    """As the commands describe it; a text or a list may be left empty, which Airflow's form shows as nothing."""
    schema, default = dict(words["schema"]), words["default"]
    value = VALUES[schema["type"]]
    if words["group"] == CHUNKS:  # a command chooses a size for itself where it was left as it is
        value = SIZE.replace("{default}", str(default))
    if schema["type"] == "array":
        schema |= {"uniqueItems": True, "examples": schema["items"]["enum"]}
    if schema["type"] in ("array", "string"):
        schema["type"], default = ["null", schema["type"]], default or None
    return Parameter(words["name"], default, words["description"], schema, words["tasks"], section, value)
