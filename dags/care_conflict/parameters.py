"""The parameters of the commands, which of them each task reads, and the params of a DAG that are made of them."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from airflow.sdk import Param
from airflow.sdk.exceptions import ParamValidationError

from care_conflict.parameter import Parameter, growing, switch, whole
from care_conflict.settings import Settings, SettingsError

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
PREFLIGHT, CONNECTIONS = "task00_preflight", "test_connections"
LARGEST = 2**31 - 1
ACQUIRE = "run_lock_acquire"
DETECTION = frozenset({"task02_00_conflict_update", "task02_01_inservice_conflict"})
PLAN, CHUNK, SUMMARY = CHUNKED = ("get_task02_chunks", "process_task02_chunk", "summarize_task02_chunks")
STAGING_OF_REPLICA, ALL_KEYS = "task_01", "task_02"
WITH_REPLICA = frozenset({STAGING_OF_REPLICA, ALL_KEYS, CHUNK})
DELTA = DETECTION | {"task01_copy_to_staging", "task03_status_management"}
GATE = frozenset({PREFLIGHT, CONNECTIONS})
DATES = DELTA | WITH_REPLICA | GATE | {PLAN}
CLEANUPS = DETECTION | {ALL_KEYS, CHUNK}
MODES = {"chunked": CHUNKED, "sequential": (ALL_KEYS,)}
THE_GATE = "The source's gate"

PARAMETERS = (
    Parameter(
        "lookback_hours", 36, "Visits updated within so many hours are looked at anew.", whole(1, 8760000), DELTA
    ),
    Parameter("lookback_years", 2, "The window of visit dates begins so many years ago.", whole(1, 1000), DATES),
    Parameter("lookforward_days", 45, "The window of visit dates ends so many days ahead.", whole(1, 100000), DATES),
    Parameter(
        "batch_size",
        5000,
        "Rows handed on at a time; progress is logged as often.",
        whole(1, LARGEST),
        DELTA | WITH_REPLICA,
        "Tuning",
    ),
    growing("target_chunk_size", 10000, "A chunk is full with so many stored rows.", whole(1, LARGEST), {PLAN}),
    growing(
        "max_chunk_size",
        50000,
        "A chunk has no more rows than that, unless one person's day alone has more.",
        whole(1, LARGEST),
        {PLAN},
    ),
    growing("max_keys_per_chunk", 1000, "A chunk has no more persons' days than that.", whole(1, LARGEST), {PLAN}),
    switch("skip_unchanged_records", "Write only rows in which something changed.", DETECTION | {ALL_KEYS, CHUNK}),
    switch("enable_asymmetric_join", "Compare changed visits with all visits of the same key.", DETECTION),
    switch("enable_stale_cleanup", "Resolve stored conflicts that are no longer found.", DETECTION),
    switch("enable_insert", "Insert conflicts that are new.", DETECTION),
    switch("enable_inservice", "Look for visits during in-service events.", {"task02_01_inservice_conflict"} | GATE),
    switch("enable_phase_b", "Mark conflicts of visits deleted at the source.", {"task03_status_management"}),
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
        "refresh_module",
        "Conflict Report",
        "The module of FACTDATAREFRESHSTATUS that must have been refreshed; empty: not asked.",
        {"type": ["null", "string"]},
        GATE,
        THE_GATE,
        "{{ params.%s or '' }}",
    ),
    Parameter(
        "max_source_age_hours",
        30,
        "Oldest refresh that a run may start on, in hours.",
        whole(1, 8760),
        GATE,
        THE_GATE,
    ),
    Parameter(
        "source_drop_percent",
        20,
        "No run where the window has more than so many per cent fewer visits than usual.",
        whole(0, 100),
        GATE,
        THE_GATE,
    ),
    Parameter(
        "provider_drop_percent",
        50,
        "A provider with more than so many per cent fewer visits than usual is on hold: nothing of it is resolved.",
        whole(0, 100),
        GATE,
        THE_GATE,
    ),
    Parameter(
        "max_visits_per_key",
        100,
        "A person's day with more visits than that is left out.",
        whole(2, 100000),
        GATE | CLEANUPS,
        THE_GATE,
    ),
    Parameter(
        "max_resolve_percent",
        20,
        "A cleanup that would resolve more than so many per cent of its scope, and more than 1,000 rows, resolves "
        "nothing and fails.",
        whole(0, 100),
        CLEANUPS,
        THE_GATE,
    ),
    switch(
        "allow_empty_source",
        "Run though providers, caregivers, visits or in-service events are missing altogether.",
        GATE,
        False,
        THE_GATE,
    ),
    Parameter(
        "lock_lease_minutes",
        120,
        "A run that was not heard of for so long counts as dead. Keep it longer than the gap between two tries.",
        whole(5, 1440),
        {PREFLIGHT, ACQUIRE},
        "Tuning",
    ),
)


WAIT = Parameter(
    "wait_for_source_minutes",
    0,
    "A source that is not fit is looked at again until so many minutes after the start of the run; 0: the run fails.",
    whole(0, 1440),
    (),  # no command reads it: preflight's task does
    THE_GATE,
)


def parameters_of(tasks: Iterable[str]) -> list[Parameter]:
    """The parameters that at least one of these tasks reads."""
    tasks = frozenset(tasks)
    return [parameter for parameter in PARAMETERS if tasks & frozenset(parameter.tasks)]


def dag_params(parameters: Iterable[Parameter], settings: Settings) -> dict[str, Param]:
    """The params of a DAG, with the defaults of this deployment where it has others."""
    others = settings.params or {}
    problems = unknown_params(others, [parameter.name for parameter in (*PARAMETERS, WAIT)])
    params = {}
    for parameter in parameters:
        params[parameter.name] = parameter.param(others.get(parameter.name, parameter.default))
        if parameter.name in others:
            try:
                params[parameter.name].resolve()
            except ParamValidationError as error:
                problems.append(f"{parameter.name}: {str(error).splitlines()[0]}")
    if problems:
        raise SettingsError("CONFLICT_MANAGEMENT_PARAMS:\n  " + "\n  ".join(problems))
    return params


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
