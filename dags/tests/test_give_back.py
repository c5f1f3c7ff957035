"""The DAG that gives back what a dead run holds, and nothing otherwise."""

from __future__ import annotations

import pytest

from surroundings import SCHEMA


@pytest.fixture
def give_back(run_dag):
    import conflict_management_give_back

    return lambda: run_dag(conflict_management_give_back.dag)


def test_a_lease_that_has_ended_is_given_back_by_run_lock(give_back, database):
    database.hold("manual__dead", heard_minutes_ago=121)
    outcome = give_back()
    assert outcome.state == "success"
    assert [(call["task"], call["arguments"]) for call in outcome.calls] == [("run_lock", ["release", "--expired"])]
    assert "Run manual__dead was last heard of at" in outcome.log


@pytest.mark.parametrize("held", [True, False])
def test_a_run_that_lives_and_a_free_lock_start_nothing(give_back, database, held):
    if held:
        database.hold("manual__alive", heard_minutes_ago=119)
    outcome = give_back()
    assert outcome.state == "success"
    assert outcome.calls == []
    assert outcome.tasks == {"lease_ended": "skipped", "run_lock": "skipped"}


def test_a_cron_job_that_a_release_left_off_is_given_back(give_back, database):
    database.run(f"UPDATE {SCHEMA}.pipeline_lock SET cron_job_id = 4")
    try:
        assert give_back().started == ["run_lock"]
    finally:
        database.run(f"UPDATE {SCHEMA}.pipeline_lock SET cron_job_id = NULL")


def test_a_database_that_an_earlier_version_migrated_is_told_to_migrate(give_back, database):
    with database.of_an_earlier_version():
        outcome = give_back()
    assert outcome.state == "failed"
    assert outcome.calls == []
    assert 'relation "conflict_dev.pipeline_lock_state" does not exist. Run migrate' in outcome.log


def test_it_looks_every_few_minutes_without_being_switched_on_first():
    from conflict_management_give_back import dag

    assert (dag.timetable.expression, str(dag.timetable.timezone)) == ("*/10 * * * *", "UTC")
    assert (dag.catchup, dag.max_active_runs) == (False, 1)
    assert dag.is_paused_upon_creation is False
