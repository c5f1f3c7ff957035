"""The params of the DAG are those of the commands, with the same defaults and limits."""

from __future__ import annotations

import pytest
from airflow.sdk.exceptions import ParamValidationError

from pipeline.parameters import PARAMETERS, STATUS_STEPS, parameters_of, unknown_params

DEFAULTS = {
    "lookback_hours": 36,
    "lookback_years": 2,
    "lookforward_days": 45,
    "batch_size": 5000,
    "target_chunk_size": 10000,
    "max_chunk_size": 50000,
    "max_keys_per_chunk": 1000,
    "skip_unchanged_records": True,
    "enable_asymmetric_join": True,
    "enable_stale_cleanup": True,
    "enable_insert": True,
    "enable_inservice": True,
    "enable_phase_b": True,
    "only_steps": None,
    "lock_lease_minutes": 120,
}


def test_the_parameters_and_their_defaults_are_those_of_the_commands():
    assert {parameter.name: parameter.default for parameter in PARAMETERS} == DEFAULTS


def test_the_form_shows_the_parameters_of_the_tasks_and_which_of_them_to_run(dag):
    assert set(dag.params) == {"tasks", *DEFAULTS} - {"target_chunk_size", "max_chunk_size", "max_keys_per_chunk"}


def test_a_task_brings_its_own_parameters_and_no_other():
    names = [parameter.name for parameter in parameters_of(["task02_01_inservice_conflict"])]
    assert "enable_inservice" in names
    assert not {"enable_phase_b", "only_steps", "lock_lease_minutes"} & set(names)


def test_every_param_has_a_title_a_description_and_a_type(dag):
    for name in dag.params:
        param = dag.params.get_param(name)
        assert param.schema["title"] and param.schema["type"], name
        assert param.description.endswith("."), name


@pytest.mark.parametrize("name", ["lookback_hours", "lookback_years", "lookforward_days", "batch_size"])
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
    steps = next(parameter for parameter in PARAMETERS if parameter.name == "only_steps").param()
    assert steps.resolve(["cascade_resolve_cf"]) == ["cascade_resolve_cf"]
    assert len(STATUS_STEPS) == 15
    with pytest.raises(ParamValidationError):
        steps.resolve(["cascade"])


def test_an_unknown_name_is_told_with_the_nearest_known_one():
    problems = unknown_params({"lookback_hour": 3, "batch_size": 1}, list(DEFAULTS))
    assert problems == ['"lookback_hour" is not a parameter; did you mean lookback_hours?']
