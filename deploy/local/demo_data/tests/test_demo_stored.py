"""The conflicts that earlier runs stored, against the warehouse as plain Python reads it."""

import math
import re
from collections import Counter, defaultdict
from datetime import datetime
from itertools import permutations

import naive
import pytest
from worlds import NOW, ORDER

from columns import COLUMNS, SEVEN_FLAGS, map_columns, operational_tables, read_rows

NOT_COMPARED = {
    side + name for side in ("", "Con") for name in ("LastUpdatedBy", "LastUpdatedDate", "AgencyContact", "AgencyPhone")
}
PAIR = {
    "MinuteDiffBetweenSch": "gap",
    "DistanceMilesFromLatLng": "miles",
    "AverageMilesPerHour": "mph",
}


@pytest.fixture(scope="session")
def detection(world):
    return naive.Detection(world, NOW)


@pytest.fixture(scope="session")
def live(detection, stored) -> list[tuple[dict, set[str], bool]]:
    """Stored rows that are conflicts now: the row, the columns in which it differs, whether it is in the delta."""
    found = []
    for row in stored:
        pair = detection.pairs.get(frozenset((row["VisitID"], row["ConVisitID"])))
        if pair:
            visits = [detection.warehouse.visits[row[name]] for name in ("VisitID", "ConVisitID")]
            found.append((row, differences(detection, row, pair, visits), any(map(detection.in_delta, visits))))
    return found


def differences(detection, row: dict, pair: dict, visits: list[dict]) -> set[str]:
    sides = [detection.warehouse.attributes_of(visit) for visit in visits]
    expected = {name: pair[key] for name, key in PAIR.items()}
    expected |= dict(zip(SEVEN_FLAGS, pair["flags"], strict=True)) | {
        "SSN": sides[0]["SSN"],
        "VisitDate": sides[0]["VisitDate"],
    }
    travel = pair["travel"]
    expected["ETATravelMinutes"] = None if travel is None else math.floor(travel + 0.5)
    for column in map_columns():
        side, _, attribute = column["from"].partition(".")
        if column["filled_by"] == "detection" and side in ("first", "second"):
            expected[column["column"]] = sides[side == "second"][attribute]
    types = {column["column"]: column["postgres_type"] for column in map_columns()}
    return {
        name for name, value in expected.items() if name not in NOT_COMPARED and not same(row[name], value, types[name])
    }


def same(text: str | None, value, kind: str) -> bool:
    if kind == "int8" and isinstance(value, str) and not value.isdigit():
        value = None  # an application's id that is no number
    if text is None or value is None:
        return text is value
    if kind == "real":
        return math.isclose(float(text), float(value), rel_tol=2e-7)
    if kind == "timestamp":
        wanted = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return datetime.fromisoformat(text) == wanted.replace(tzinfo=None)
    if match := re.fullmatch(r"varchar\((\d+)\)", kind):
        return text == value[: int(match[1])]
    return text == str(value).lower() if kind == "bool" else text == str(value)


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


def test_people_with_one_placeholder_would_be_in_conflict_with_each_other(detection):
    """Two agencies, one number of nobody: an implementation that takes it for a person finds more."""
    caregivers = detection.warehouse.joined["DIMCAREGIVER"][1]
    nobody = defaultdict(set)
    for visit in detection.warehouse.visits.values():
        ssn = caregivers[visit["Caregiver Id"]]["SSN"]
        if ssn and ssn.strip() and naive.person(ssn) is None:
            nobody[visit["Visit Date"], re.sub("[^0-9]", "", ssn)].add(visit["Provider Id"])
    assert max(map(len, nobody.values())) > 1


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
    deleted = {naive.as_uuid(visit) for (visit,) in found}
    assert {row["StatusFlag"] for row in stored if deleted & {row["VisitID"], row["ConVisitID"]}} >= {"D", "U"}


def test_pairs_are_stored_once(world):
    pairs = Counter((row["VisitID"], row["ConVisitID"]) for row in world.table("conflictvisitmaps"))
    assert max(pairs.values()) == 1


def test_all_rows_of_a_visit_share_the_conflict_that_exists(world):
    conflicts = {row["CONFLICTID"] for row in world.table("conflicts")}
    of_visit = defaultdict(set)
    for row in world.table("conflictvisitmaps"):
        of_visit[row["VisitID"]].add(row["CONFLICTID"])
    assert all(len(ids - {None}) <= 1 for ids in of_visit.values())
    assert set().union(*of_visit.values()) - {None} == conflicts
    assert any(None in ids for ids in of_visit.values())


def test_statuses_resolutions_and_marks_occur_in_every_form(world, live):
    rows = world.table("conflictvisitmaps")
    assert {row["StatusFlag"] for row in rows} == set("NURDWI")
    assert {row["StatusFlag"] for row in world.table("conflicts")} == set("NURDWI")
    resolved = {row["ResolveDate"] is None for row, _, in_delta in live if in_delta and row["StatusFlag"] == "R"}
    assert resolved == {True, False}
    assert any(row["UpdateFlag"] == "1" for row, _, _ in live)


def test_open_rows_are_u_and_n_stands_only_where_nobody_answered(world):
    rows, conflicts = world.table("conflictvisitmaps"), world.table("conflicts")
    assert {row["ConNoResponseFlag"] for row in rows if row["StatusFlag"] == "N"} == {"Yes"}
    assert {row["NoResponseFlag"] for row in conflicts if row["StatusFlag"] == "N"} == {"Yes"}
    assert sum(row["StatusFlag"] == "U" for row in rows) > len(rows) / 4


def test_people_filled_contacts_and_phones(world, live):
    contacts = {row[name] for row in world.table("conflictvisitmaps") for name in ("AgencyContact", "ConAgencyContact")}
    assert contacts == {None, "Ms Reed", "Mr Vale"}
    assert any(row["AgencyPhone"] == "555-0199" and in_delta for row, _, in_delta in live)


def test_some_stored_rows_of_the_window_are_older_than_the_source(world, detection):
    rows = world.table("conflictvisitmaps")
    older = [row for row in rows if str(detection.window[0]) <= row["VisitDate"] < str(detection.horizon)]
    assert len(older) >= world.summary["stored: past"] > 0
    assert not {row["VisitID"] for row in older} & detection.warehouse.visits.keys()
    assert any(row["InserviceStartDate"] or row["ConInserviceStartDate"] for row in older)
    assert any(row["StatusFlag"] == "U" for row in older)


def test_an_id_that_is_no_number_is_not_stored(live):
    assert any(row["AppVisitID"] is None for row, _, _ in live)


def test_the_two_sides_of_a_row_may_write_the_same_person_otherwise(live):
    written = {
        (row["SSN"] == row["ConAideSSN"], naive.person(row["SSN"]) == naive.person(row["ConAideSSN"]))
        for row, _, _ in live
    }
    assert written == {(True, True), (False, True)}


def test_inservice_and_pto_rows_say_so(world):
    rows = world.table("conflictvisitmaps")
    trainings = [row for row in rows if row["InServiceFlag"] == "Y"]
    assert any(row["InserviceStartDate"] for row in trainings) and any(
        row["ConInserviceStartDate"] for row in trainings
    )
    assert {row[flag] for row in trainings for flag in SEVEN_FLAGS} == {"N"}
    vacations = [row for row in rows if row["PTOFlag"] == "Y"]
    assert vacations and all(row["ConPTOStartDate"] for row in vacations)


def test_texts_longer_than_their_column_are_cut(world):
    widest = max(len(name) for (name,) in world.query('SELECT "Provider Name" FROM DIMPROVIDER'))
    assert widest > 100
    assert max(len(row["ProviderName"]) for row in world.table("conflictvisitmaps")) <= 100


def test_the_columns_are_those_that_the_acceptance_tests_know():
    for name in ("conflictvisitmaps.csv", "other-tables.csv"):
        assert read_rows(COLUMNS / name) == read_rows(naive.SPEC / name), name


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
