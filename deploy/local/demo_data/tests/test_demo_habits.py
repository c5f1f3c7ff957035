"""What people and earlier runs left in the stored rows, and what the source's habits made of them."""

import re
from collections import Counter, defaultdict

from naive_source import person

from columns import SEVEN_FLAGS


def test_people_with_one_placeholder_would_be_in_conflict_with_each_other(detection):
    """Two agencies, one number of nobody: an implementation that takes it for a person finds more."""
    caregivers = detection.warehouse.joined["DIMCAREGIVER"][1]
    nobody = defaultdict(set)
    for visit in detection.warehouse.visits.values():
        ssn = caregivers[visit["Caregiver Id"]]["SSN"]
        if ssn and ssn.strip() and person(ssn) is None:
            nobody[visit["Visit Date"], re.sub("[^0-9]", "", ssn)].add(visit["Provider Id"])
    assert max(map(len, nobody.values())) > 1


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
    written = {(row["SSN"] == row["ConAideSSN"], person(row["SSN"]) == person(row["ConAideSSN"])) for row, _, _ in live}
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


def test_rows_have_the_groups_that_the_older_chain_gave_them(world):
    """One for what hangs together within three joins, but for the nights that were cut off."""
    rows = world.table("conflictvisitmaps")
    stands_for = {}

    def component(visit):
        while stands_for.setdefault(visit, visit) != visit:
            visit = stands_for[visit]
        return visit

    for row in rows:
        stands_for[component(row["VisitID"])] = component(row["ConVisitID"])
    components, groups = defaultdict(list), defaultdict(set)
    for row in rows:
        components[component(row["VisitID"])].append(row)
        groups[row["GroupID"]].add((component(row["VisitID"]), row["G_CRDATEUNIQUE"]))
    without = groups.pop(None)
    assert 0 < sum(row["GroupID"] is None for row in rows) < len(rows) / 50 and {date for _, date in without} == {None}
    assert all(len(found) == 1 for found in groups.values())
    for members in components.values():
        named = {row["GroupID"] for row in members} - {None}
        assert len(named) <= 1 or len(members) > 3
    created = {group: min(row["CreatedDate"] for row in rows if row["GroupID"] == group) for group in ("1", "2", "3")}
    assert all(row["G_CRDATEUNIQUE"] > created[row["GroupID"]] for row in rows if row["GroupID"] in created)
