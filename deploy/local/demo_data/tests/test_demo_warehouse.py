"""The warehouse: its tables, its people, its visits and what occurs in them."""

import re
from datetime import UTC, date, timedelta

import naive_source as naive
from worlds import NOW, ORDER

from columns import WAREHOUSE, read_rows

VISITS = "FACTVISITCALLPERFORMANCE_CR"


def ssn_parts(ssn: str) -> tuple[str, str, str]:
    digits = ssn.strip().replace("-", "")
    assert re.fullmatch("[0-9]{9}", digits)
    return digits[:3], digits[3:5], digits[5:]


def test_every_table_has_exactly_the_described_columns(world):
    described = [(row["table"], row["column"]) for row in read_rows(WAREHOUSE)]
    found = world.query(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'BI' ORDER BY 1, column_index"
    )
    assert sorted(found, key=lambda pair: pair[0]) == sorted(described, key=lambda pair: pair[0])


def test_times_with_a_zone_have_a_zone(world):
    kinds = dict(world.query("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", VISITS))
    times = [name for name in kinds if name.endswith(("Time", "Date", "Timestamp"))]
    assert len(times) == 9
    assert {kinds[name] for name in times} == {"TIMESTAMP WITH TIME ZONE"}


def test_days_are_midnights_of_two_offsets(world):
    hours = (
        'SELECT DISTINCT hour("Visit Date"), hour("Invoice Date") FROM {} WHERE "Invoice Date" IS NOT NULL ORDER BY 1'
    )
    assert world.query(hours.format(VISITS)) == [(0, 0), (5, 5)]


def test_ids_stand_in_capitals_and_in_lower_case_on_either_side(world):
    found = world.query(f"""
        SELECT v."Provider Id" = upper(v."Provider Id"), d."Provider Id" = upper(d."Provider Id") FROM {VISITS} v
        JOIN DIMPROVIDER d ON CAST(d."Provider Id" AS UUID) = CAST(v."Provider Id" AS UUID) GROUP BY ALL""")
    assert set(found) == {(left, right) for left in (True, False) for right in (True, False)}
    assert world.query(f"SELECT count(*) > 0 FROM {VISITS} WHERE \"Visit Id\" NOT LIKE '%-%'") == [(True,)]


def test_some_application_ids_are_empty_or_no_number(world):
    for table, column in [
        (VISITS, "Application Visit Id"),
        (VISITS, "Application Contract Id"),
        ("DIMPROVIDER", "Application Provider Id"),
        ("DIMOFFICE", "Application Office Id"),
        ("DIMSERVICECODE", "Application Service Code Id"),
    ]:
        shapes = (
            f"""bool_or("{column}" = ''), bool_or("{column}" LIKE 'A-%'), bool_or("{column}" SIMILAR TO '[0-9]+')"""
        )
        assert world.query(f"SELECT {shapes} FROM {table}") == [(True, True, True)], column


def test_flags_may_be_null(world):
    for table, column in [
        (VISITS, "Is Missed"),
        ("DIMPROVIDER", "Is Demo"),
        ("DIMPROVIDER", "Is Active"),
        ("DIMPAYER", "Is Demo"),
        ("DIMPAYER", "Is Active"),
        ("DIMCONTRACT", "Is Active"),
        ("DIMOFFICE", "Is Active"),
        ("DIMPATIENTADDRESS", "Primary Address"),
    ]:
        found = {row[0] for row in world.query(f'SELECT DISTINCT "{column}" FROM {table}')}
        assert found == {True, False, None}, (table, column)


def test_some_texts_are_longer_than_they_are_stored(world):
    for table, column, stored in [
        ("DIMPROVIDER", "Provider Name", 100),
        ("DIMOFFICE", "Office Name", 100),
        ("DIMPATIENT", "Status", 20),
        ("DIMCAREGIVER", "Status", 20),
        ("DIMPAYER", "Payer State", 10),
        (VISITS, "Bill Type", 10),
    ]:
        assert world.query(f'SELECT max(length("{column}")) > {stored} FROM {table}') == [(True,)], column


def test_some_visits_and_an_office_are_there_twice(world):
    newest = f"""
        SELECT count(*) AS copies, count(DISTINCT "Visit Updated Timestamp") AS stamps,
               count(DISTINCT "Scheduled End Time") AS kinds, count(DISTINCT "Visit Date") AS days
        FROM {VISITS} GROUP BY CAST("Visit Id" AS UUID) HAVING copies > 1"""
    found = world.query(newest)
    assert {copies for copies, _, _, _ in found} == {2}
    assert any(stamps == 1 and kinds == 2 for _, stamps, kinds, _ in found)
    assert any(stamps == 2 and days == 2 for _, stamps, _, days in found)
    twice = 'SELECT count(*) FROM DIMOFFICE GROUP BY CAST("Office Id" AS UUID) HAVING count(*) > 1'
    assert world.query(twice) == [(2,)]


def test_the_warehouse_shows_18_months_and_what_is_ahead(world):
    first, last = world.query(f'SELECT min(CAST("Visit Date" AS DATE)), max(CAST("Visit Date" AS DATE)) FROM {VISITS}')[
        0
    ]
    assert date(2024, 9, 3) <= first < date(2024, 9, 14)
    assert last > NOW.date()


def test_the_source_was_made_anew_three_hours_ago(world):
    finished = NOW.replace(tzinfo=UTC) - timedelta(hours=3)
    assert world.query("SELECT * FROM FACTDATAREFRESHSTATUS") == [("Conflict Report", "success", finished)]


def test_the_settings_are_as_the_older_chain_leaves_them(world):
    (row,) = world.table("settings")
    assert (row["ID"], row["InProgressFlag"]) == ("1", "2")


def test_there_are_as_many_visits_as_were_asked_for(world):
    assert world.query(f'SELECT count(DISTINCT CAST("Visit Id" AS UUID)) FROM {VISITS}') == [(ORDER.visits,)]


def test_no_ssn_is_from_a_range_that_is_issued(world):
    ssns = [row[0] for row in world.query("SELECT SSN FROM DIMCAREGIVER WHERE trim(SSN) <> ''")]
    ssns += [row["SSN"] for row in world.table("excluded_ssn")]
    people = [ssn for ssn in ssns if naive.person(ssn)]
    assert 50 < len(people) < len(ssns)
    for ssn in people:
        area, group, serial = ssn_parts(ssn)
        # 9xx with a group of 50 or more is how taxpayer numbers look
        assert area in ("000", "666") or group == "00" or (area >= "900" and group < "50"), "an SSN that may be issued"
        assert serial != "0000"


def test_ssns_occur_with_dashes_plain_blank_padded_empty_and_null(world):
    shapes = world.query("""
        SELECT bool_or(SSN SIMILAR TO '[0-9]{3}-[0-9]{2}-[0-9]{4}'), bool_or(SSN SIMILAR TO '[0-9]{9}'),
               bool_or(SSN <> trim(SSN)), bool_or(trim(SSN) = '' OR SSN IS NULL) FROM DIMCAREGIVER""")
    assert shapes == [(True, True, True, True)]


def test_people_work_for_several_agencies_under_one_ssn_with_a_caregiver_id_at_each(world):
    several = world.query(f"""
        SELECT replace(trim(SSN), '-', ''), count(DISTINCT CAST(v."Provider Id" AS UUID)) AS providers,
               count(DISTINCT c."Caregiver Id"), count(DISTINCT trim(SSN))
        FROM {VISITS} v JOIN DIMCAREGIVER c ON CAST(c."Caregiver Id" AS UUID) = CAST(v."Caregiver Id" AS UUID)
        WHERE trim(SSN) <> '' GROUP BY 1 HAVING providers > 1""")
    several = [found for found in several if naive.person(found[0])]
    assert len(several) >= 10
    assert any(spellings > 1 for _, _, _, spellings in several)
    assert all(providers == caregivers for _, providers, caregivers, _ in several)


def test_every_reference_of_a_visit_is_found(world):
    for column, table, key in [
        ("Caregiver Id", "DIMCAREGIVER", "Caregiver Id"),
        ("Provider Id", "DIMPROVIDER", "Provider Id"),
        ("Office Id", "DIMOFFICE", "Office Id"),
        ("Payer Id", "DIMPAYER", "Payer Id"),
        ("Contract Id", "DIMCONTRACT", "Contract Id"),
        ("Service Code Id", "DIMSERVICECODE", "Service Code Id"),
        ("Provider Patient Id", "DIMPATIENT", "Patient Id"),
        ("Payer Patient Id", "DIMPATIENT", "Patient Id"),
        ("Visit Updated User Id", "DIMUSER", "User Id"),
    ]:
        lost = f'SELECT count(*) FROM {VISITS} v WHERE "{column}" IS NOT NULL AND NOT EXISTS'
        assert world.query(
            f'{lost} (SELECT 1 FROM {table} d WHERE CAST(d."{key}" AS UUID) = CAST(v."{column}" AS UUID))'
        ) == [(0,)], column


def test_gps_texts_occur_in_every_form(world):
    texts = {
        row[0]
        for row in world.query(f"""
        SELECT "Call In GPS Coordinates" FROM {VISITS} UNION SELECT "Call Out GPS Coordinates" FROM {VISITS}""")
    }
    number = r"-?\d+\.\d+"
    for form in (
        f"{number},{number}",
        f'"{number},{number}"',
        f"{number}, {number}",
        ",",
        "",
        "unavailable",
        "0,0",
        f"{number};{number}",
    ):
        assert any(text is not None and re.fullmatch(form, text) for text in texts), form
    assert None in texts


def test_addresses_lie_where_their_city_lies(world):
    boxes = {
        "Brooklyn": (40.5, 40.9, -74.2, -73.7),
        "Philadelphia": (39.8, 40.3, -75.4, -74.8),
        "Jackson": (32.1, 32.5, -90.4, -90.0),
    }
    for city, (south, north, west, east) in boxes.items():
        found = world.query(
            """SELECT min("Latitude"), max("Latitude"), min("Longitude"), max("Longitude")
               FROM DIMPATIENTADDRESS WHERE "City" = ? AND "Latitude" <> 0""",
            city,
        )[0]
        assert south < found[0] <= found[1] < north and west < found[2] <= found[3] < east, city
    states = {row[0] for row in world.query('SELECT "Address State" FROM DIMPATIENTADDRESS')}
    assert {"NY", "New York", "PA", "MS", " NY ", None} <= states


def test_visits_are_done_missed_running_and_ahead(world):
    counts = world.query(
        f"""
        SELECT count(*) FILTER ("Visit End Time" IS NOT NULL), count(*) FILTER ("Is Missed"),
               count(*) FILTER ("Visit Start Time" IS NOT NULL AND "Visit End Time" IS NULL),
               count(*) FILTER (CAST("Visit Date" AS DATE) > ?::DATE AND "Visit Start Time" IS NULL),
               count(*) FILTER ("Visit End Time" > ? OR "Visit Start Time" > ?) FROM {VISITS}""",
        NOW,
        NOW,
        NOW,
    )[0]
    assert counts[0] > ORDER.visits * 0.8
    assert all(counts[1:4])
    assert counts[4] == 0, "no visit has ended in the future"


def test_a_believable_share_was_updated_in_the_last_36_hours(world):
    assert 0.01 < world.summary["visits in the delta"] / ORDER.visits < 0.2


def test_deleted_visits_are_not_among_the_others(world):
    gone = world.query('SELECT "Visit Id" FROM FACTVISITCALLPERFORMANCE_DELETED_CR')
    assert len(gone) >= 100
    assert world.query(
        f'SELECT count(*) FROM {VISITS} v WHERE CAST("Visit Id" AS UUID) IN '
        '(SELECT CAST("Visit Id" AS UUID) FROM FACTVISITCALLPERFORMANCE_DELETED_CR)'
    ) == [(0,)]


def test_agencies_are_active_inactive_demo_and_excluded(world):
    states = world.query(
        'SELECT count(*) FILTER ("Is Active" AND NOT "Is Demo"), count(*) FILTER (NOT "Is Active"), '
        'count(*) FILTER ("Is Demo") FROM DIMPROVIDER'
    )[0]
    assert all(states)
    assert world.table("excluded_agency")
