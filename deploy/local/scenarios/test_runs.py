"""Every way a run can go that people meet: what ran, what the run came to, and that everything is given back."""

from __future__ import annotations

import pytest
from disturbed import detection_held, kill_container, preflight_held, started_alone, unwritable
from pipeline import COMMANDS, DAGS, DETECTION, FIRST, INSERVICE, LAST, STAGING, STATUS

from stand_ins.airflow_rest import Refused


def test_a_run_started_with_changed_params_hands_them_over_and_ends_in_a_report(pipeline):
    run = pipeline.trigger({"lookback_hours": 48.0, "enable_inservice": False})
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == list(COMMANDS)
    assert pipeline.document(run, DETECTION)["parameters"]["lookback_hours"] == "48"
    assert pipeline.document(run, INSERVICE)["status"] == "skipped"
    assert "48" in (pipeline.folder(run) / "report.html").read_text()
    assert pipeline.is_given_back()


@pytest.mark.parametrize("value", [0, "many", 2147483647])
def test_a_wrong_value_is_refused_before_there_is_a_run_and_by_the_command_too(pipeline, value):
    with pytest.raises(Refused, match="400.*lookback_hours"):
        pipeline.trigger({"lookback_hours": value})
    code, log = started_alone(pipeline, DETECTION, lookback_hours=value)
    assert code == 2
    assert f"LOOKBACK_HOURS (environment): '{value}' is not a whole number from 1 to 8760000" in log


def test_what_sets_up_and_gives_back_cannot_be_chosen(pipeline):
    with pytest.raises(Refused, match="400.*tasks"):
        pipeline.trigger({"tasks": [FIRST]})


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ({"lookback_hour": 48}, '"lookback_hour" is not a parameter; did you mean lookback_hours?'),
        ({"fail_if": "resolved > 5%"}, "fail_if is a condition of a preview"),
    ],
)
def test_a_param_that_nobody_would_read_fails_the_run_before_anything_is_started(pipeline, conf, said):
    run = pipeline.trigger(conf)
    assert pipeline.ended(run) == "failed"
    assert pipeline.started(run) == []
    assert said in pipeline.log(run, "wait_until_idle")
    assert pipeline.tries(run, "wait_until_idle") == 1


def test_a_task_that_fails_for_good_and_is_cleared_is_done_with_what_follows_and_nothing_twice(pipeline):
    with unwritable(pipeline):
        run = pipeline.trigger()
        assert pipeline.ended(run) == "failed"
    states = pipeline.states(run)
    assert (states[DETECTION], states[INSERVICE], states[LAST]) == ("failed", "upstream_failed", "success")
    first_way = [FIRST, STAGING, DETECTION, DETECTION, DETECTION, LAST]
    assert pipeline.started(run) == first_way
    assert pipeline.is_given_back()

    pipeline.clear(run, DETECTION)
    pipeline.wait("the run is under way again", lambda: pipeline.states(run)[FIRST] != "success")
    assert pipeline.ended(run) == "success"
    assert pipeline.started(run) == [*first_way, FIRST, DETECTION, INSERVICE, STATUS, LAST]
    assert pipeline.is_given_back()


def test_a_task_marked_failed_is_stopped_its_statement_cancelled_and_everything_given_back(pipeline):
    with detection_held(pipeline) as run:
        pipeline.mark_task_failed(run, DETECTION)
        pipeline.wait("its statement is cancelled", lambda: pipeline.waiting() == 0, 60)
    assert pipeline.ended(run) == "failed"
    assert pipeline.started(run) == [FIRST, DETECTION, LAST]
    assert pipeline.exit_codes(run) == [0, 143, 0]
    assert pipeline.document(run, DETECTION)["status"] == "interrupted"
    assert pipeline.is_given_back()


def test_a_source_that_is_not_fit_fails_the_run_at_once_and_takes_nothing(pipeline):
    run = pipeline.trigger({"refresh_module": "No Such Module"})
    assert pipeline.ended(run) == "failed"
    assert pipeline.started(run) == [FIRST]
    assert pipeline.exit_codes(run) == [4]
    assert pipeline.tries(run, FIRST) == 1
    assert "No Such Module" in pipeline.log(run, FIRST)
    assert pipeline.is_given_back()


def test_a_run_that_waits_for_its_source_holds_nothing_and_looks_again_at_its_time(pipeline):
    run = pipeline.trigger({"refresh_module": "No Such Module", "wait_for_source_minutes": 30})
    pipeline.wait("preflight waits", lambda: pipeline.states(run)[FIRST] == "up_for_reschedule")
    assert "It is looked at again at" in pipeline.log(run, FIRST)
    assert pipeline.holder() is None
    assert pipeline.flag() == 0
    pipeline.look_at_the_source_now(run)
    pipeline.wait("preflight has looked again", lambda: len(pipeline.started(run)) == 2)
    pipeline.wait("preflight waits", lambda: pipeline.states(run)[FIRST] == "up_for_reschedule")
    assert pipeline.started(run) == [FIRST, FIRST]
    assert pipeline.tries(run, FIRST) == 1
    pipeline.mark_run_failed(run)
    assert pipeline.ended(run) == "failed"
    assert pipeline.is_given_back()


def test_a_preflight_that_dies_with_the_lock_is_given_back_when_the_lease_has_ended(pipeline):
    with preflight_held(pipeline) as run:
        kill_container(pipeline, run, FIRST)
    # as preflight without a retry left: the run ends, and its teardown does not run
    pipeline.mark_task_failed(run, FIRST)
    assert pipeline.ended(run) == "failed"
    assert pipeline.holder() == run
    assert pipeline.flag() == 1

    early = pipeline.trigger(dag=DAGS[1])
    assert pipeline.ended(early, DAGS[1]) == "success"
    assert pipeline.holder() == run, "a lease that lasts is left alone"

    pipeline.execute("UPDATE pipeline_lock SET heard_at = heard_at - interval '1 day'")
    late = pipeline.trigger(dag=DAGS[1])
    assert pipeline.ended(late, DAGS[1]) == "success"
    assert pipeline.is_given_back()
