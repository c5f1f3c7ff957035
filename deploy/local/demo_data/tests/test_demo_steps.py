"""A generated world gives every task something to do: status management, in-service detection, the reminders."""

from collections import Counter

import pytest
from naive_source import as_uuid
from status_steps import Statuses
from worlds import NOW, ORDER

from columns import SEVEN_FLAGS


@pytest.fixture(scope="module")
def trainings(world) -> list[dict]:
    return [
        row for row in world.table("conflictvisitmaps") if row["InserviceStartDate"] or row["ConInserviceStartDate"]
    ]


def test_every_step_of_status_management_writes_some_rows_and_not_most(world):
    written = Statuses(world, NOW).written()
    assert len(written) == 15
    assert all(written.values()), written
    assert all(rows < ORDER.stored_rows / 4 for rows in written.values()), written


def test_conflicts_have_one_row_or_several(world):
    rows = Counter(row["CONFLICTID"] for row in world.table("conflictvisitmaps") if row["CONFLICTID"])
    assert 0.02 < sum(count > 1 for count in rows.values()) / len(rows) < 0.3


def test_visits_are_billed_in_every_way(world):
    rows = world.table("conflictvisitmaps")
    kinds = {(row["RateType"], row["Billed"], row["BilledHours"] is None) for row in rows}
    for kind in ("Hourly", "Daily", "Visit"):
        assert kinds >= {(kind, "yes", False), (kind, "no", True)}
    assert any(billed == "yes" and missing for _, billed, missing in kinds)
    assert {kind for kind, _, _ in kinds} >= {"Per diem", None}
    assert any(row["BillRateBoth"] == "0.0" for row in rows)
    assert any(row["BillRateBoth"] is None for row in rows)


def test_missed_visits_stand_on_either_side_and_on_both(world):
    sides = {(row["IsMissed"], row["ConIsMissed"]) for row in world.table("conflictvisitmaps")}
    assert sides >= {("true", "false"), ("false", "true"), ("true", "true"), ("false", "false")}


def test_trainings_are_stored_that_take_place_and_that_were_called_off(world, trainings):
    """As the summary counts them: what the next run finds again, and what it resolves."""
    events = {row[0] for row in world.query('SELECT "Application Caregiver Inservice Id" FROM FACTCAREGIVERINSERVICE')}
    sides = [("AppVisitID", "InserviceStartDate"), ("ConAppVisitID", "ConInserviceStartDate")]
    shown = str(
        min(row[0] for row in world.query('SELECT CAST("Visit Date" AS DATE) FROM FACTVISITCALLPERFORMANCE_CR'))
    )
    held = [
        any(row[start] and int(row[visit]) in events for visit, start in sides)
        for row in trainings
        if row["VisitDate"] >= shown
    ]
    assert held.count(True) == world.summary["stored: inservice"] > 0
    assert held.count(False) == world.summary["stored: called off"] > 0
    assert len(held) < len(trainings)
    assert {row["StatusFlag"] for row in trainings} >= {"U", "R", "W"}
    assert {row["InServiceFlag"] for row in trainings} == {"Y", "N"}
    assert {row[flag] for row in trainings for flag in SEVEN_FLAGS} == {"N"}


def test_there_are_about_as_many_inservice_pairs_as_were_asked_for(world):
    assert world.summary["in-service pairs (ordered)"] == pytest.approx(ORDER.inservice_pairs, rel=0.25)


def test_reminders_are_missing_outdated_unchanged_and_left_over(world):
    names = {as_uuid(row[0]): row[1] for row in world.query('SELECT "Provider Id", "Provider Name" FROM DIMPROVIDER')}
    payers = {as_uuid(row[0]): row[1] for row in world.query('SELECT "Payer Id", "Payer Name" FROM DIMPAYER')}
    pairs = world.query('SELECT "Payer Id", "Provider Id" FROM DIMPAYERPROVIDER')
    wanted = Counter((as_uuid(payer), as_uuid(provider)) for payer, provider in pairs)
    assert max(wanted.values()) > 1, "the warehouse has some pairs twice"
    stored = {(row["PayerID"], row["ProviderID"]): row for row in world.table("payer_provider_reminders")}
    assert set(wanted) - set(stored) and set(stored) - set(wanted)
    as_now = [
        (row["Contract"] == payers[payer][:100], row["ProviderName"] == names[provider][:100])
        for (payer, provider), row in stored.items()
    ]
    assert set(as_now) >= {(True, True), (False, True), (True, False)}
    assert as_now.count((True, True)) > len(as_now) / 2
