"""The parameters of the commands, which of them each task reads, and the params of a DAG that are made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from airflow.sdk import Param
from airflow.sdk.exceptions import AirflowFailException, ParamValidationError

from care_conflict.parameter import VALUES, Parameter, described
from care_conflict.run_params import (
    OPEN,
    SECTIONS,
    THE_GATE,
    TUNING,
    WAIT_SCHEMA,
    WITH_STATUS_SCHEMA,
    asked,
    unknown_params,
)
from care_conflict.settings import Settings, SettingsError

ACQUIRE = "run_lock_acquire"
PLAN, CHUNK, SUMMARY = ("get_task02_chunks", "process_task02_chunk", "summarize_task02_chunks")
SHARDS = "shards"
# A detection in shards: what plans them and sets them up, what writes one (mapped), what ends and gives back.
IN_SHARDS = {
    "task02_00_conflict_update": ("task02_00_plan_shards", "task02_00_write_shard", "task02_00_finish_detection"),
    "task02_01_inservice_conflict": ("task02_01_plan_shards", "task02_01_write_shard", "task02_01_finish_detection"),
}
STAGING_OF_REPLICA, ALL_KEYS, STATUS = "task_01", "task_02", "task03_status_management"
MODES = {"chunked": (PLAN, CHUNK), "sequential": (ALL_KEYS,)}
SELDOM = {"batch_size": TUNING, "writers": TUNING, SHARDS: TUNING}


def _read() -> list[Parameter]:
    """As the commands describe them (make parameters), in the form's order: numbers, switches, what is closed."""
    return [
        described(words, SELDOM.get(words["name"], SECTIONS[words["group"]])) for words in sorted(asked(), key=_place)
    ]


def _place(words: Mapping[str, Any]) -> int:
    if SECTIONS[words["group"]] is not OPEN:
        return 2
    return 0 if words["schema"]["type"] == "integer" else 1


PARAMETERS = _read()
WAIT = Parameter(
    "wait_for_source_minutes",
    0,
    "A source that is not fit is looked at again until so many minutes after the start of the run; 0: the run fails.",
    WAIT_SCHEMA,
    (),  # no command reads it: preflight's task does
    THE_GATE,
)
WITH_STATUS = Parameter(
    "with_status_management",
    False,
    "Then carry statuses on and resolve what was not found again; deleted visits and money are Snowflake's alone.",
    WITH_STATUS_SCHEMA,
    (),  # no command reads it: the task's own place in the DAG does
    value=VALUES["boolean"],
)
# What status management reads and a run of stored conflicts may be told: the rest is of Snowflake, or chooses steps.
STATUS_OF_STORED = ("enable_groups",)

# ECS takes 8,192 characters of overrides, of which a run and its other parameters need some 3,000.
LONGEST_TEXT = 4000

# What only explain and history read, as a person fills it in.
VISIT = Parameter(
    "visit",
    None,
    "To be explained: ids of visits, separated by commas. Two are a pair; one is told with all its partners.",
    {"type": ["null", "string"], "maxLength": LONGEST_TEXT},
    ("explain",),
    value=VALUES["string"],
)
CONFLICT_ID = Parameter(
    "conflict_id",
    None,
    "For explain, in the place of visits: the pairs of a stored conflict. For history: what happened to it.",
    {"type": ["null", "integer"], "minimum": 1},
    ("explain", "history"),
    value="{{ '' if params.%s is none else params.%s | int }}",
)
AS_OF = Parameter(
    "as_of",
    None,
    "For history, in the place of what happened: how the conflict was at the end of a day, or at a moment (UTC).",
    {"type": ["null", "string"]},
    ("history",),
    value=VALUES["string"],
)
ASKED = (VISIT.name, CONFLICT_ID.name)

# What only preview is told.
PREVIEW = Parameter(
    "preview",
    False,
    "Says what the run would change, and changes nothing: one task runs instead of all others. "
    "A run of this DAG that is under way is waited for; conflict_management_utilities previews beside it.",
    {"type": "boolean"},
    (),
)
FAIL_IF = Parameter(
    "fail_if",
    None,
    "A preview fails where one of these holds, as: resolved > 5%, resolved of a provider > 40%, freed > 10000.",
    {"type": ["null", "string"], "maxLength": LONGEST_TEXT},
    ("preview",),
    value=VALUES["string"],
)

# What TriggerDagRunOperator adds to the params of a run that it starts, where OpenLineage is switched on.
OF_AIRFLOW = ("openlineage",)

# What only the commands are told that a person asks something, each by itself.
QUESTIONS = (VISIT, CONFLICT_ID, AS_OF, FAIL_IF)


def parameters_of(tasks: Iterable[str], also: Collection[str] = ()) -> list[Parameter]:
    """The parameters that at least one of these tasks reads, and those of these names."""
    tasks = frozenset(tasks)
    return [each for each in PARAMETERS if tasks & frozenset(each.tasks) or each.name in also]


def dag_params(parameters: Iterable[Parameter], settings: Settings) -> dict[str, Param]:
    """The params of a DAG, with the defaults of this deployment where it has others."""
    others = settings.params or {}
    problems = unknown_params(others, [parameter.name for parameter in (*PARAMETERS, WAIT, WITH_STATUS)])
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


def with_status(settings: Settings) -> Parameter:
    """On where there is no Snowflake: no other DAG keeps statuses true there."""
    return replace(WITH_STATUS, default=not settings.with_snowflake)


def choice_of_tasks(choosable: list[str], hint: str = "", seldom: Collection[str] = ()) -> dict[str, Param]:
    """The param that says which of a DAG's tasks to run: all, but those that are seldom wanted."""
    tasks = Param(
        [name for name in choosable if name not in seldom],
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
    if params.get(PREVIEW.name):
        return ()
    if "mode" not in params:
        sharded = params.get(SHARDS, 1) > 1
        return [name for task in params["tasks"] for name in (IN_SHARDS.get(task, [task]) if sharded else [task])]
    return (*MODES[params["mode"]], *([STATUS] if params[WITH_STATUS.name] else []))


def refuse_unknown_params(context: Any) -> None:
    """Fails the task of a run that was started with names that nobody reads, or with values that Airflow keeps back."""
    told = {name: value for name, value in (context["dag_run"].conf or {}).items() if name not in OF_AIRFLOW}
    problems = unknown_params(told, context["dag"].params)
    if problems:
        raise AirflowFailException("the run was started with unknown parameters: " + "; ".join(problems))
    lost = [name for name in sorted(told) if context["params"][name] != told[name]]
    if lost:
        raise AirflowFailException(
            f"Airflow does not hand on what the run was started with ({', '.join(lost)}): its setting [core] "
            "dag_run_conf_overrides_params is False. The run would go by the defaults. Set it to True, which is "
            "Airflow's own default, or start another run without."
        )


def refuse_lost_params(task: str, params: Mapping[str, Any], why: str) -> None:
    """Fails the task of a command that is not asked for, where the run was told what only that command reads."""
    others = {name for name in chosen_tasks(params) if name != task}
    own = [each for each in QUESTIONS if params.get(each.name) and task in each.tasks]
    lost = [each.name for each in own if others.isdisjoint(each.tasks)]
    if lost:
        raise AirflowFailException(
            f"{', '.join(lost)}: read by {task}, and {why}. Start another run with what {task} needs, or without"
        )
