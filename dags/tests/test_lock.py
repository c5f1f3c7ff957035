"""When a run may begin, by the real tables of the lock."""

from __future__ import annotations

import pytest

from care_conflict.lock import LOCK_SQL, holder
from surroundings import SCHEMA


def look(database, run_id: str) -> tuple:
    (row,) = database.run(LOCK_SQL.format(schema=SCHEMA).replace("%(run_id)s", "%s"), run_id)
    return row


@pytest.mark.parametrize("flag", ["0", "NULL", "2"])
def test_a_flag_that_is_not_1_is_idle_also_the_2_that_an_older_chain_leaves_at_its_end(database, flag):
    database.free()
    database.run(f'UPDATE {SCHEMA}.settings SET "InProgressFlag" = {flag}')
    assert look(database, "mine")[0] is True


@pytest.mark.parametrize(
    ("holding", "heard_minutes_ago", "idle"),
    [("other", 0, False), ("other", 119, False), ("other", 121, True), ("mine", 0, True)],
)
def test_a_lock_is_idle_when_it_is_the_runs_own_or_its_lease_has_ended(database, holding, heard_minutes_ago, idle):
    database.hold(holding, heard_minutes_ago)
    assert look(database, "mine")[0] is idle


def test_a_flag_without_a_lock_is_not_idle_and_is_told_apart(database):
    database.free()
    database.set_flag_alone()
    row = look(database, "mine")
    assert row[0] is False
    assert "run_lock release --foreign" in holder(row)


def test_the_holder_is_named_with_what_to_do(database):
    database.hold("scheduled__2026-11-21", 5)
    words = holder(look(database, "mine"))
    assert words.startswith("The lock is held by run scheduled__2026-11-21 since ")
    assert words.endswith("run_lock release --run-id scheduled__2026-11-21")
