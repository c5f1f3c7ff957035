"""The conflicts that earlier runs stored, against the warehouse as plain Python reads it."""

import math
from collections import Counter
from itertools import permutations

import pytest
from naive_source import SPEC, as_uuid
from worlds import ORDER

from columns import COLUMNS, operational_tables, read_rows


def test_every_table_has_exactly_the_described_columns(world):
    for table, columns in operational_tables().items():
        assert world.header(table) == [name for name, _ in columns], table


def test_as_many_rows_are_stored_as_were_asked_for(world):
    assert len(world.table("conflictvisitmaps")) == ORDER.stored_rows


def test_every_rule_occurs_in_the_delta(detection):
    found = Counter()
    for ids, pair in detection.pairs.items():
        if any(detection.in_delta(detection.warehouse.visits[visit]) for visit in ids):
            found.update(n for n, flag in enumerate(pair["flags"]) if flag == "Y")
    assert sorted(found) == list(range(7))


def test_the_summary_tells_what_plain_python_finds(world, detection):
    visits = detection.warehouse.visits
    in_delta = [ids for ids in detection.pairs if any(detection.in_delta(visits[visit]) for visit in ids)]
    assert world.summary["conflict pairs (ordered)"] == 2 * len(detection.pairs)
    assert world.summary["detected pairs (ordered)"] == 2 * len(in_delta)


def test_the_summary_tells_what_a_first_run_inserts_and_what_it_leaves_out(world, detection):
    visits = detection.warehouse.visits
    there = {(row["VisitID"], row["ConVisitID"]) for row in world.table("conflictvisitmaps")}
    new = [
        ids
        for found in detection.pairs
        if any(detection.in_delta(visits[visit]) for visit in found)
        for ids in permutations(found)
        if ids not in there
    ]
    missed = sum(detection.is_missed(frozenset(ids)) for ids in new)
    assert world.summary["detected, not stored yet: left out, of a missed visit"] == missed > 0
    assert world.summary["detected, not stored yet: inserted"] == len(new) - missed > 0


def test_no_key_is_crowded(detection):
    assert not detection.crowded


def test_about_as_many_pairs_are_detected_as_were_asked_for(world):
    assert world.summary["detected pairs (ordered)"] == pytest.approx(ORDER.detected_pairs, rel=0.35)


def test_stored_conflicts_outside_the_delta_are_as_detection_writes_them(live):
    assert {frozenset(differing) for _, differing, in_delta in live if not in_delta} == {frozenset()}


def test_some_stored_conflicts_in_the_delta_have_changed_and_most_have_not(live):
    changed = [bool(differing) for _, differing, in_delta in live if in_delta]
    assert 0.1 < sum(changed) / len(changed) < 0.4


def test_a_third_of_the_detected_pairs_is_stored_mostly_both_ways(world, live):
    in_delta = {(row["VisitID"], row["ConVisitID"]) for row, _, in_delta in live if in_delta}
    assert len(in_delta) == pytest.approx(world.summary["detected pairs (ordered)"] * ORDER.stored_share, rel=0.05)
    one_way = [pair for pair in in_delta if pair[::-1] not in in_delta]
    assert len(one_way) < 0.1 * len(in_delta)


def test_some_stored_rows_in_the_delta_are_conflicts_no_more(stored, detection):
    visits = detection.warehouse.visits
    over = [
        row
        for row in stored
        if row["VisitID"] in visits
        and row["ConVisitID"] in visits
        and frozenset((row["VisitID"], row["ConVisitID"])) not in detection.pairs
    ]
    assert any(row["StatusFlag"] == "U" for row in over)
    assert all(any(detection.in_delta(visits[row[name]]) for name in ("VisitID", "ConVisitID")) for row in over)


def test_some_stored_rows_name_a_deleted_visit(world, stored):
    found = world.query('SELECT "Visit Id" FROM FACTVISITCALLPERFORMANCE_DELETED_CR')
    deleted = {as_uuid(visit) for (visit,) in found}
    assert {row["StatusFlag"] for row in stored if deleted & {row["VisitID"], row["ConVisitID"]}} >= {"D", "U"}


def test_the_columns_are_those_that_the_acceptance_tests_know():
    for name in ("conflictvisitmaps.csv", "other-tables.csv"):
        assert read_rows(COLUMNS / name) == read_rows(SPEC / name), name


def test_some_stored_rows_still_have_the_day_before_their_visit_was_moved(stored, detection):
    moved = [
        row
        for row in stored
        if (visit := detection.warehouse.visits.get(row["VisitID"])) and row["VisitDate"] != str(visit["Visit Date"])
    ]
    still_conflicts = {frozenset((row["VisitID"], row["ConVisitID"])) in detection.pairs for row in moved}
    assert still_conflicts == {True, False}


def test_visits_with_a_training_have_their_coordinates(world, detection):
    """They share no key with another visit, as the candidates of detection do."""
    visits = detection.warehouse.visits
    rows = [row for row in world.table("conflictvisitmaps") if row["ConInserviceStartDate"]]
    rows = [row for row in rows if row["VisitID"] in visits]
    for row in rows:
        place = detection.warehouse.coordinates(detection.warehouse.visits[row["VisitID"]])
        assert (row["PLatitude"] is None) == (place is None)
        assert place is None or math.isclose(float(row["PLatitude"]), place[0], rel_tol=2e-7)
    assert any(row["PLatitude"] for row in rows)
