"""Detection in shards: its tasks, what a run of them comes to, and what is cleared with one of them."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from airflow.sdk.exceptions import AirflowFailException, AirflowRescheduleException

from care_conflict.mapped import SHARD, ShardCommand
from care_conflict.parameters import IN_SHARDS
from care_conflict.plan import planned_shards
from care_conflict.run_result import named_as_shown
from stand_ins.aws.task_definitions import listed

FIRST, STAGING, UPDATE, INSERVICE, STATUS, LAST = NAMES = listed("sequential")
WRITE, FINISH = listed("sharded")
PLAN_UPDATE, WRITE_UPDATE, FINISH_UPDATE = IN_SHARDS[UPDATE]
PLAN_INSERVICE, WRITE_INSERVICE, FINISH_INSERVICE = IN_SHARDS[INSERVICE]
OF_SHARDS = {name for names in IN_SHARDS.values() for name in names}
AROUND = {FIRST, LAST, "run_result"}
ROWS = [12400, 0, 7, 300]


@pytest.fixture
def run(dag, run_dag):
    """Runs the DAG in four shards, the second without a row."""

    def go(conf: dict | None = None, **exit_codes: list[int]):
        return run_dag(dag, {"shards": 4} | (conf or {}), ROWS, **exit_codes)

    return go


def in_shards(detection: str, shards: int = 3) -> list[str]:
    return [detection, *[WRITE] * shards, FINISH]


def of_the_shards(outcome, name: str) -> list[str]:
    return [outcome.tasks[f"{name}_{place}"] for place in range(len(ROWS))]


def test_each_detection_in_shards_stands_beside_the_detection(dag):
    for detection, (plan, write, finish) in IN_SHARDS.items():
        assert dag.get_task(plan).upstream_task_ids == dag.get_task(detection).upstream_task_ids
        assert dag.get_task(plan).downstream_task_ids == {write, finish}
        for name in (write, finish):
            assert dag.get_task(detection).downstream_task_ids <= dag.get_task(name).downstream_task_ids
    assert {PLAN_UPDATE, WRITE_UPDATE, FINISH_UPDATE} & dag.get_task(PLAN_INSERVICE).get_flat_relative_ids(
        upstream=True
    )


def test_of_the_tasks_of_old_preflight_alone_is_a_setup(dag):
    """One that is cleared alone runs between preflight and postflight; a setup would not."""
    assert {task.task_id for task in dag.tasks if task.is_setup} == {FIRST, PLAN_UPDATE, PLAN_INSERVICE}
    assert {task.task_id for task in dag.tasks if task.is_teardown} == {
        LAST,
        "run_result",
        FINISH_UPDATE,
        FINISH_INSERVICE,
    }
    assert [task.task_id for task in dag.tasks if task.is_teardown and task.on_failure_fail_dagrun] == ["run_result"]


@pytest.mark.parametrize("name", NAMES[1:-1])
def test_a_task_of_old_that_is_cleared_alone_takes_with_it_what_it_always_took(dag, name):
    assert set(dag.partial_subset([name], include_upstream=False).task_dict) == {name} | AROUND


@pytest.mark.parametrize("name", NAMES[1:-1])
def test_a_task_of_old_that_is_cleared_with_the_defaults_takes_with_it_what_follows(dag, name):
    cleared = set(dag.partial_subset([name], include_upstream=False, include_downstream=True).task_dict)
    assert cleared - OF_SHARDS == {*NAMES[NAMES.index(name) :]} | AROUND
    before = {
        each for detection, names in IN_SHARDS.items() for each in names if NAMES.index(detection) <= NAMES.index(name)
    }
    assert name == STAGING or not cleared & before


def test_without_shards_a_run_is_as_it_always_was_and_theirs_are_skipped(dag, run_dag):
    outcome = run_dag(dag)
    assert (outcome.state, outcome.started) == ("success", NAMES)
    assert {outcome.tasks[name] for name in OF_SHARDS} == {"skipped"}
    assert {outcome.tasks[name] for name in NAMES} == {"success"}
    assert {call["environment"]["SHARDS"] for call in outcome.calls} == {"1"}


def test_without_shards_a_task_that_was_cleared_runs_with_what_follows_between_preflight_and_postflight(
    dag, run_dag, clear
):
    outcome = run_dag(dag, task02_00_conflict_update=[2, 0])
    assert {outcome.tasks[name] for name in (INSERVICE, STATUS)} == {"upstream_failed"}
    again = clear(dag, outcome, UPDATE)
    assert (again.state, again.started) == ("success", [FIRST, UPDATE, INSERVICE, STATUS, LAST])
    alone = clear(dag, again, INSERVICE, downstream=False)
    assert (alone.state, alone.started) == ("success", [FIRST, INSERVICE, LAST])
    assert {alone.tasks[name] for name in OF_SHARDS} == {"skipped"}


def test_in_shards_each_detection_plans_writes_every_shard_that_has_rows_and_finishes(run):
    outcome = run()
    assert outcome.state == "success"
    assert outcome.started == [FIRST, STAGING, *in_shards(UPDATE), *in_shards(INSERVICE), STATUS, LAST]
    assert (outcome.tasks[UPDATE], outcome.tasks[INSERVICE]) == ("skipped", "skipped")
    for write in (WRITE_UPDATE, WRITE_INSERVICE):
        assert of_the_shards(outcome, write) == ["success", "skipped", "success", "success"]
    assert {call["environment"]["SHARDS"] for call in outcome.calls} == {"4"}
    for detection in IN_SHARDS:
        told = [call for call in outcome.calls if call["arguments"] == [f"--detection={detection}"]]
        shards = [call["environment"].get("SHARD") for call in told]
        assert (sorted(shards[:-1]), shards[-1]) == (["1", "3", "4"], None)


def test_a_shard_that_fails_holds_back_what_follows_alone_and_cleared_it_alone_is_written(dag, run, clear):
    outcome = run(write_shard_3=[2, 0])
    assert outcome.state == "failed"
    assert outcome.started == [FIRST, STAGING, *in_shards(UPDATE), LAST]
    assert of_the_shards(outcome, WRITE_UPDATE) == ["success", "skipped", "failed", "success"]
    assert outcome.tasks[FINISH_UPDATE] == outcome.tasks[LAST] == "success"
    held_back = {INSERVICE, PLAN_INSERVICE, WRITE_INSERVICE, FINISH_INSERVICE, STATUS}
    assert {outcome.tasks[name] for name in held_back} == {"upstream_failed"}
    assert "task02_00_write_shard (shard 3) is failed" in outcome.log
    again = clear(dag, outcome, WRITE_UPDATE, part=2)
    assert again.state == "success"
    assert [call["known"] for call in again.calls][:4] == [FIRST, UPDATE, f"{WRITE}_3", FINISH]
    assert again.started == [FIRST, UPDATE, WRITE, FINISH, *in_shards(INSERVICE), STATUS, LAST]
    assert of_the_shards(again, WRITE_UPDATE) == ["success", "skipped", "success", "success"]


def test_a_shard_that_was_skipped_and_has_rows_since_fails_the_run_until_it_is_cleared(dag, run, clear):
    """Its end names it: Airflow leaves a part that was skipped as it is when another one is cleared."""
    outcome = run(write_shard_3=[2, 0], finish_detection=[0, 2, 0])
    again = clear(dag, outcome, WRITE_UPDATE, part=2, rows=[12400, 5, 7, 300])
    assert (again.state, again.started) == ("failed", [FIRST, UPDATE, WRITE, FINISH, LAST])
    assert of_the_shards(again, WRITE_UPDATE) == ["success", "skipped", "success", "success"]
    assert {again.tasks[name] for name in (INSERVICE, PLAN_INSERVICE, STATUS)} == {"upstream_failed"}
    ended = clear(dag, again, WRITE_UPDATE, part=1)
    assert [call["known"] for call in ended.calls][:4] == [FIRST, UPDATE, f"{WRITE}_2", FINISH]
    assert (ended.state, of_the_shards(ended, WRITE_UPDATE)) == ("success", ["success"] * 4)


def test_a_plan_that_is_cleared_alone_takes_only_its_end_with_it(dag):
    """As Airflow clears a setup; docs/operating.md says to clear it with the defaults."""
    assert set(dag.partial_subset([PLAN_UPDATE], include_upstream=False).task_dict) == {PLAN_UPDATE, FINISH_UPDATE}


def test_a_shard_of_one_detection_that_was_cleared_leaves_the_other_as_it_is_which_was_not_chosen(dag, run_dag, clear):
    outcome = run_dag(dag, {"shards": 4, "tasks": [INSERVICE, STATUS]}, ROWS, write_shard_1=[2, 0])
    assert (outcome.state, outcome.tasks[STATUS]) == ("failed", "upstream_failed")
    assert outcome.started == [FIRST, *in_shards(INSERVICE), LAST]
    again = clear(dag, outcome, WRITE_INSERVICE, part=0)
    assert (again.state, again.started) == ("success", [FIRST, INSERVICE, WRITE, FINISH, STATUS, LAST])
    assert {again.tasks[name] for name in (STAGING, UPDATE, *IN_SHARDS[UPDATE])} == {"skipped"}


def test_a_shard_is_tried_again_and_then_fails_no_run(run):
    outcome = run(write_shard_4=[1, 0])
    assert outcome.state == "success"
    assert [call["known"] for call in outcome.calls].count(f"{WRITE}_4") == 3  # once more of the first detection


def test_a_plan_that_fails_writes_nothing_and_has_nothing_to_give_back(run):
    outcome = run(task02_00_conflict_update=[2])
    assert outcome.state == "failed"
    assert outcome.started == [FIRST, STAGING, UPDATE, LAST]
    assert {outcome.tasks[name] for name in (WRITE_UPDATE, FINISH_UPDATE, PLAN_INSERVICE, INSERVICE)} == {
        "upstream_failed"
    }
    assert "task02_00_plan_shards is failed" in outcome.log


@pytest.mark.parametrize(
    ("cleared", "of_update"), [(PLAN_UPDATE, in_shards(UPDATE)), (FINISH_UPDATE, [FINISH])], ids=["plan", "end alone"]
)
def test_an_end_that_fails_fails_the_run_and_holds_back_what_follows(dag, run, clear, cleared, of_update):
    outcome = run(finish_detection=[4, 0])
    assert outcome.state == "failed"
    assert outcome.started == [FIRST, STAGING, *in_shards(UPDATE), LAST]
    assert {outcome.tasks[name] for name in (INSERVICE, PLAN_INSERVICE, STATUS)} == {"upstream_failed"}
    assert "task02_00_finish_detection is failed" in outcome.log
    again = clear(dag, outcome, cleared)
    assert again.state == "success"
    assert again.started == [FIRST, *of_update, *in_shards(INSERVICE), STATUS, LAST]


@pytest.mark.parametrize(
    ("state", "raised"),
    [(None, AirflowRescheduleException), ("running", AirflowRescheduleException), ("failed", AirflowFailException)],
)
def test_an_end_that_was_cleared_alone_starts_no_container_before_preflight_has_the_lock(dag, state, raised):
    this = mock.Mock(dag_id=dag.dag_id, run_id="r1", get_task_states=lambda **_: {"r1": {FIRST: state}})
    with pytest.raises(raised):
        dag.get_task(FINISH_UPDATE).execute({"ti": this})


def test_a_run_that_a_person_stops_gives_back_what_its_shards_were_read_from(dag, run, monkeypatch):
    from airflow.api.common.mark_tasks import set_dag_run_state_to_failed
    from airflow.serialization.serialized_objects import DagSerialization

    stored = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag))
    execute = ShardCommand.execute

    def stopped(self, context):
        if self.tags["shard"] != "3":
            return execute(self, context)
        set_dag_run_state_to_failed(dag=stored, run_id=context["ti"].run_id, commit=True)
        raise AirflowFailException("its container was stopped")

    monkeypatch.setattr(ShardCommand, "execute", stopped)
    outcome = run()
    assert outcome.state == "failed"
    assert outcome.tasks[FINISH_UPDATE] == outcome.tasks[LAST] == "success"
    assert {outcome.tasks[name] for name in (INSERVICE, PLAN_INSERVICE, STATUS)} == {"skipped"}
    assert outcome.started[-2:] == [FINISH, LAST]


@pytest.mark.parametrize(("stopped", "failed"), [(1, False), (2, True)], ids=["without rows", "waiting for a try"])
def test_a_shard_with_rows_that_is_skipped_fails_the_run(dag, stopped, failed):
    states = {PLAN_UPDATE: "success", FINISH_UPDATE: "success", f"{WRITE_UPDATE}_{stopped}": "skipped"}
    plan = [{"shard": str(number), "of": "4", "rows": str(rows)} for number, rows in enumerate(ROWS, 1)]
    this = mock.Mock(dag_id=dag.dag_id, run_id="r1", get_task_states=lambda **_: {"r1": states})
    this.xcom_pull.return_value = plan
    context = {"ti": this, "params": {"tasks": [UPDATE], "shards": 4}}
    if failed:
        with pytest.raises(AirflowFailException, match=re.escape("(shard 3) is skipped")):
            dag.get_task("run_result").execute(context)
    else:
        dag.get_task("run_result").execute(context)


def test_a_preview_runs_alone_in_shards_too(run):
    outcome = run({"preview": True})
    assert (outcome.state, outcome.started) == ("success", ["preview"])


def test_where_nothing_was_detected_no_shard_is_started_and_the_detection_is_finished(dag, run_dag):
    outcome = run_dag(dag, {"shards": 2}, [])
    assert outcome.state == "success"
    assert outcome.started == [FIRST, STAGING, *in_shards(UPDATE, 0), *in_shards(INSERVICE, 0), STATUS, LAST]


def test_a_plan_that_is_not_there_is_told_with_its_place_and_gives_back(dag, run_dag):
    outcome = run_dag(dag, {"shards": 2})
    assert outcome.state == "failed"
    assert outcome.started == [FIRST, STAGING, UPDATE, LAST]
    told = r"its plan, /\S+@conflict_management/task02_00_conflict_update-shards.json, is not there"
    assert re.search(told, outcome.log)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"shards": [1]}', '{"shards": [{"shard": 1}]}'])
def test_a_plan_that_is_damaged_is_told(tmp_path, text):
    (tmp_path / "task02_00_conflict_update-shards.json").write_text(text)
    with pytest.raises(AirflowFailException, match="is damaged"):
        planned_shards(str(tmp_path), UPDATE, 2, {})


def test_every_shard_has_its_place_whichever_have_rows(tmp_path):
    (tmp_path / f"{UPDATE}-shards.json").write_text('{"shards": [{"shard": 3, "rows": 40}, {"shard": 1, "rows": 5}]}')
    assert planned_shards(str(tmp_path), UPDATE, 3, {}) == [
        {"shard": "1", "of": "3", "rows": "5"},
        {"shard": "2", "of": "3", "rows": "0"},
        {"shard": "3", "of": "3", "rows": "40"},
    ]


def test_each_part_is_named_by_its_shard_and_its_rows(dag):
    named = dag.get_template_env().from_string(dag.get_task(WRITE_UPDATE).partial_kwargs["map_index_template"])
    part = mock.Mock(tags={"shard": "3", "of": "8", "rows": "12400"})
    assert named.render(task=part) == "shard 3 of 8 (12,400 rows)"
    assert SHARD.shown == dag.get_task(WRITE_INSERVICE).partial_kwargs["map_index_template"]
    assert named_as_shown("task02_01_write_shard_2", []) == "task02_01_write_shard (shard 3)"


def test_as_many_shards_at_a_time_as_the_settings_say(dag):
    for name in (WRITE_UPDATE, WRITE_INSERVICE):
        assert dag.get_task(name).partial_kwargs["max_active_tis_per_dagrun"] == 5
    assert dag.max_active_tasks == 6


@pytest.mark.parametrize(("value", "good"), [(0, False), (1, True), (256, True), (257, False), (1.5, False)])
def test_there_are_from_1_to_256_shards(dag, value, good):
    from airflow.sdk.exceptions import ParamValidationError

    param = dag.params.get_param("shards")
    assert (param.resolve(), param.schema["section"]) == (1, "Tuning")
    if good:
        assert param.resolve(value) == value
    else:
        with pytest.raises(ParamValidationError):
            param.resolve(value)
