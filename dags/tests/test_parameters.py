"""The params of the DAGs: what the commands describe (make parameters), as a form."""

from __future__ import annotations

import importlib
import json
import os

import pytest
from airflow.sdk.exceptions import ParamValidationError

from care_conflict.parameters import PARAMETERS, WAIT, WITH_STATUS, dag_params, parameters_of, unknown_params
from care_conflict.run_params import wrong_params
from care_conflict.settings import SettingsError, read_settings

SIZES = {"target_chunk_size", "max_chunk_size", "max_keys_per_chunk"}
OF_THE_SOURCE = {
    "refresh_module",
    "max_source_age_hours",
    "source_drop_percent",
    "provider_drop_percent",
    "allow_empty_source",
}
NAMES = {parameter.name for parameter in PARAMETERS}


def test_the_form_shows_the_parameters_of_the_tasks_and_which_of_them_to_run(dag):
    assert set(dag.params) == {"tasks", "wait_for_source_minutes", "preview", "fail_if", *NAMES} - SIZES


VALUES = [None, True, 0, 1, 2.0, 2.5, -1, 300, 10**12, "", "x", [], ["money"], ["money", "money"], ["x"], [1], {}]


@pytest.mark.parametrize("parameter", [*PARAMETERS, WAIT, WITH_STATUS], ids=lambda parameter: parameter.name)
def test_what_is_refused_before_it_is_deployed_is_what_the_form_would_refuse(parameter):
    for value in VALUES:
        try:
            parameter.param(value).resolve()
            refused = False
        except ParamValidationError:
            refused = True
        assert bool(wrong_params({parameter.name: value})) == refused, value


def test_the_form_begins_with_numbers_then_come_switches_and_lists_and_what_is_closed():
    opened = [parameter.schema["type"] for parameter in PARAMETERS if not parameter.section]
    assert opened == sorted(opened, key=["integer", "boolean", ["null", "array"]].index)
    sections = dict.fromkeys(parameter.section for parameter in PARAMETERS)
    assert list(sections) == [None, "Tuning", "The source's gate"]


def test_a_task_brings_its_own_parameters_and_no_other():
    names = [parameter.name for parameter in parameters_of(["task02_01_inservice_conflict"])]
    assert {"enable_inservice", "lock_lease_minutes"} < set(names)  # it takes the lock itself where its run has none
    assert not {"enable_phase_b", "only_steps", "lookback_hours", *OF_THE_SOURCE} & set(names)


@pytest.mark.parametrize(
    "parameter", [each for each in PARAMETERS if each.schema.get("type") == "integer"], ids=lambda each: each.name
)
def test_a_number_that_a_program_writes_with_a_point_reaches_the_command_as_a_whole_one(dag, parameter):
    other = parameter.schema["maximum"] - 1
    for value, told in {
        other: str(other),
        parameter.default: "" if parameter.name in SIZES else str(parameter.default),
    }.items():
        given = parameter.param(parameter.default).resolve(float(value))
        text = dag.get_template_env().from_string(parameter.environment()["value"])
        assert text.render(params={parameter.name: given}) == told


@pytest.mark.parametrize(
    ("tasks", "read"),
    [
        (["task00_preflight"], {*OF_THE_SOURCE, "max_visits_per_key"}),
        (["test_connections"], {*OF_THE_SOURCE, "max_visits_per_key"}),
        (["task02_00_conflict_update"], {"max_visits_per_key", "max_resolve_percent"}),
        (["process_task02_chunk"], {"max_visits_per_key", "max_resolve_percent"}),
        (["task_02"], {"max_visits_per_key", "max_resolve_percent"}),
        (["task03_status_management"], {"max_resolve_percent"}),
        (["task99_postflight", "get_task02_chunks"], set()),
    ],
)
def test_the_limits_of_the_gate_reach_the_tasks_that_read_them(tasks, read):
    of_the_gate = {*OF_THE_SOURCE, "max_visits_per_key", "max_resolve_percent"}
    assert {parameter.name for parameter in parameters_of(tasks)} & of_the_gate == read


def test_the_gate_has_a_section_of_the_form_for_itself(dag):
    gate = {*OF_THE_SOURCE, "max_visits_per_key", "max_resolve_percent", "wait_for_source_minutes"}
    sections = {name: dag.params.get_param(name).schema.get("section") for name in dag.params}
    assert {name for name, section in sections.items() if section == "The source's gate"} == gate


@pytest.mark.parametrize(
    ("name", "value", "good"),
    [
        ("lookback_hours", 8_760_000, True),
        ("lookback_hours", 2147483647, False),
        ("max_source_age_hours", 8760, True),
        ("max_source_age_hours", 8761, False),
        ("source_drop_percent", 0, True),
        ("provider_drop_percent", 101, False),
        ("max_visits_per_key", 1, False),
        ("max_resolve_percent", 100, True),
        ("max_resolve_percent", -1, False),
        ("allow_empty_source", "true", False),
        ("wait_for_source_minutes", 1440, True),
        ("wait_for_source_minutes", 1441, False),
        ("refresh_module", None, True),
        ("refresh_module", 30, False),
    ],
)
def test_a_value_is_refused_where_the_command_would_refuse_it(dag, name, value, good):
    param = dag.params.get_param(name)
    if good:
        assert param.resolve(value) == value
    else:
        with pytest.raises(ParamValidationError):
            param.resolve(value)


def test_a_deployment_has_defaults_of_its_own(monkeypatch):
    others = {"refresh_module": "", "max_source_age_hours": 200, "wait_for_source_minutes": 90}
    monkeypatch.setenv("CONFLICT_MANAGEMENT_PARAMS", json.dumps(others))
    import conflict_management
    import conflict_management_utilities

    dag = importlib.reload(conflict_management).dag
    assert {name: dag.params[name] for name in others} == others
    assert dag.params["lookback_hours"] == 36
    assert importlib.reload(conflict_management_utilities).dag.params["max_source_age_hours"] == 200
    monkeypatch.undo()
    importlib.reload(conflict_management_utilities)


def test_defaults_that_no_run_could_have_are_an_error_that_names_all_of_them(monkeypatch):
    others = {"max_source_age_hour": 3, "lookback_hours": "36", "max_resolve_percent": 200}
    monkeypatch.setenv("CONFLICT_MANAGEMENT_PARAMS", json.dumps(others))
    with pytest.raises(SettingsError) as error:
        dag_params(PARAMETERS, read_settings(os.environ))
    said = str(error.value)
    assert said.startswith("CONFLICT_MANAGEMENT_PARAMS:")
    assert '"max_source_age_hour" is not a parameter; did you mean max_source_age_hours?' in said
    assert "lookback_hours: '36' is not of type 'integer'" in said
    assert "max_resolve_percent: 200 is greater than the maximum of 100" in said


def test_every_param_has_a_title_a_description_and_a_type(dag):
    for name in dag.params:
        param = dag.params.get_param(name)
        assert param.schema["title"] and param.schema["type"], name
        assert param.description.endswith("."), name


@pytest.mark.parametrize("name", ["lookback_hours", "lookback_years", "lookforward_days", "batch_size", "writers"])
@pytest.mark.parametrize("value", [0, -1, 1.5, "36", None, 2**31])
def test_a_number_is_whole_and_above_zero(dag, name, value):
    assert dag.params.get_param(name).resolve(1) == 1
    with pytest.raises(ParamValidationError):
        dag.params.get_param(name).resolve(value)


@pytest.mark.parametrize(("value", "good"), [(4, False), (5, True), (1440, True), (1441, False)])
def test_the_lease_lasts_from_5_to_1440_minutes(dag, value, good):
    lease = dag.params.get_param("lock_lease_minutes")
    if good:
        assert lease.resolve(value) == value
    else:
        with pytest.raises(ParamValidationError):
            lease.resolve(value)


@pytest.mark.parametrize("value", ["true", 1, None])
def test_a_switch_is_true_or_false(dag, value):
    with pytest.raises(ParamValidationError):
        dag.params.get_param("enable_insert").resolve(value)


@pytest.mark.parametrize("value", [["task00_preflight"], ["no_such_task"], "task02_00_conflict_update"])
def test_only_tasks_between_preflight_and_postflight_can_be_chosen(dag, value):
    with pytest.raises(ParamValidationError):
        dag.params.get_param("tasks").resolve(value)


def test_only_known_steps_can_be_chosen():
    steps = next(parameter for parameter in PARAMETERS if parameter.name == "only_steps").param(None)
    assert steps.resolve(["cascade_resolve_cf"]) == ["cascade_resolve_cf"]
    assert len(steps.schema["items"]["enum"]) == 18
    with pytest.raises(ParamValidationError):
        steps.resolve(["cascade"])


def test_an_unknown_name_is_told_with_the_nearest_known_one():
    problems = unknown_params({"lookback_hour": 3, "batch_size": 1}, NAMES)
    assert problems == ['"lookback_hour" is not a parameter; did you mean lookback_hours?']
