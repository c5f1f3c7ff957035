"""The parameters of the commands as DAG params: types, limits and words for the trigger form."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from airflow.sdk import Param

STATUS_STEPS = [
    "fetch_deleted_visit_ids",
    "deleted_visits_cvm",
    "deleted_visits_cf",
    "ismissed_cascade_cf",
    "ismissed_cascade_cvm",
    "updateflag_orphan_cleanup",
    "aggregation_mark_updatedrflag",
    "aggregation_status_u_propagation",
    "cascade_resolve_cvm",
    "cascade_resolve_cf",
    "noresponse_flag_cf",
    "noresponse_flag_cvm",
    "computed_time_columns",
    "computed_billed_rate",
    "computed_reverse_uuid",
]
PREFLIGHT = "task00_preflight"
LARGEST = 2**31 - 1
ACQUIRE = "run_lock_acquire"
DETECTION = frozenset({"task02_00_conflict_update", "task02_01_inservice_conflict"})
PLAN, CHUNK, SUMMARY = CHUNKED = ("get_task02_chunks", "process_task02_chunk", "summarize_task02_chunks")
STAGING_OF_REPLICA, ALL_KEYS = "task_01", "task_02"
WITH_REPLICA = frozenset({STAGING_OF_REPLICA, ALL_KEYS, CHUNK})
DELTA = DETECTION | {"task01_copy_to_staging", "task03_status_management"}
DATES = DELTA | WITH_REPLICA | {PLAN}
MODES = {"chunked": CHUNKED, "sequential": (ALL_KEYS,)}


@dataclass(frozen=True)
class Parameter:
    """One parameter: its default, what a value must look like, and the tasks that read it."""

    name: str
    default: Any
    description: str
    schema: Mapping[str, Any]
    tasks: Collection[str]
    section: str | None = None  # closed until clicked: for what is seldom changed
    value: str = "{{ params.%s }}"

    def param(self) -> Param:
        title = self.name.replace("_", " ").capitalize()
        section = {"section": self.section} if self.section else {}
        return Param(self.default, title=title, description=self.description, **section, **self.schema)

    def environment(self) -> dict[str, str]:
        return {"name": self.name.upper(), "value": self.value % self.name}


def _whole(least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most}


def _switch(name: str, description: str, tasks: Collection[str]) -> Parameter:
    value = "{{ params.%s | string | lower }}"
    return Parameter(name, True, description, {"type": "boolean"}, tasks, value=value)


PARAMETERS = (
    Parameter(
        "lookback_hours", 36, "Visits updated within so many hours are looked at anew.", _whole(1, LARGEST), DELTA
    ),
    Parameter("lookback_years", 2, "The window of visit dates begins so many years ago.", _whole(1, 1000), DATES),
    Parameter("lookforward_days", 45, "The window of visit dates ends so many days ahead.", _whole(1, 100000), DATES),
    Parameter(
        "batch_size",
        5000,
        "Rows handed on at a time; progress is logged as often.",
        _whole(1, LARGEST),
        DELTA | WITH_REPLICA,
        "Tuning",
    ),
    Parameter("target_chunk_size", 10000, "A chunk is full with so many stored rows.", _whole(1, LARGEST), {PLAN}),
    Parameter(
        "max_chunk_size",
        50000,
        "A chunk has no more rows than that, unless one person's day alone has more.",
        _whole(1, LARGEST),
        {PLAN},
    ),
    Parameter("max_keys_per_chunk", 1000, "A chunk has no more persons' days than that.", _whole(1, LARGEST), {PLAN}),
    _switch("skip_unchanged_records", "Write only rows in which something changed.", DETECTION | {ALL_KEYS, CHUNK}),
    _switch("enable_asymmetric_join", "Compare changed visits with all visits of the same key.", DETECTION),
    _switch("enable_stale_cleanup", "Resolve stored conflicts that are no longer found.", DETECTION),
    _switch("enable_insert", "Insert conflicts that are new.", DETECTION),
    _switch("enable_inservice", "Look for visits during in-service events.", {"task02_01_inservice_conflict"}),
    _switch("enable_phase_b", "Mark conflicts of visits deleted at the source.", {"task03_status_management"}),
    Parameter(
        "only_steps",
        None,
        "Steps of status management to run; empty: all.",
        {
            "type": ["null", "array"],
            "items": {"type": "string", "enum": STATUS_STEPS},
            "uniqueItems": True,
            "examples": STATUS_STEPS,
        },
        {"task03_status_management"},
        value="{{ (params.%s or []) | join(',') }}",
    ),
    Parameter(
        "lock_lease_minutes",
        120,
        "A run that was not heard of for so long counts as dead. Keep it longer than the gap between two tries.",
        _whole(5, 1440),
        {PREFLIGHT, ACQUIRE},
        "Tuning",
    ),
)


def parameters_of(tasks: Iterable[str]) -> list[Parameter]:
    """The parameters that at least one of these tasks reads."""
    tasks = frozenset(tasks)
    return [parameter for parameter in PARAMETERS if tasks & frozenset(parameter.tasks)]


def dag_params(parameters: Iterable[Parameter]) -> dict[str, Param]:
    """The params of a DAG that are those of its commands."""
    return {parameter.name: parameter.param() for parameter in parameters}


def choice_of_tasks(choosable: list[str], hint: str = "") -> dict[str, Param]:
    """The param that says which of a DAG's tasks to run."""
    tasks = Param(
        choosable,
        type="array",
        items={"type": "string", "enum": choosable},
        uniqueItems=True,
        examples=choosable,
        title="Tasks",
        description=f"Tasks to run; one that is taken out is skipped. {hint}".rstrip(),
    )
    return {"tasks": tasks}


def choice_of_mode() -> dict[str, Param]:
    """The param that says in which of the two forms to detect."""
    mode = Param(
        "chunked",
        type="string",
        enum=list(MODES),
        title="Mode",
        description="chunked: in parts, several at a time; sequential: everything in one go. Both write the same.",
    )
    return {"mode": mode}


def chosen_tasks(params: Mapping[str, Any]) -> Collection[str]:
    """Of the tasks that a person can choose from, those that a run was asked for."""
    return MODES[params["mode"]] if "mode" in params else params["tasks"]


def unknown_params(conf: Mapping[str, Any] | None, known: Collection[str]) -> list[str]:
    """What is wrong with the names that a run was started with (Airflow itself takes any name)."""
    problems = []
    for name in sorted(set(conf or {}) - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        problems.append(f'"{name}" is not a parameter' + (f"; did you mean {near[0]}?" if near else ""))
    return problems
