"""The warehouse: its tables, its people, its visits and what occurs in them."""

import re

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
    assert kinds["Scheduled Start Time"] == kinds["Visit Updated Timestamp"] == "TIMESTAMP WITH TIME ZONE"
    assert kinds["Visit Start Time"] == "TIMESTAMP"


def test_there_are_as_many_visits_as_were_asked_for(world):
    assert world.query(f'SELECT count(*), count(DISTINCT "Visit Id") FROM {VISITS}') == [(ORDER.visits, ORDER.visits)]


def test_no_ssn_is_from_a_range_that_is_issued(world):
    ssns = [row[0] for row in world.query("SELECT SSN FROM DIMCAREGIVER WHERE trim(SSN) <> ''")]
    ssns += [row["SSN"] for row in world.table("excluded_ssn")]
    assert len(ssns) > 50
    for ssn in ssns:
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
        SELECT trim(SSN), count(DISTINCT v."Provider Id"), count(DISTINCT c."Caregiver Id")
        FROM {VISITS} v JOIN DIMCAREGIVER c USING ("Caregiver Id")
        WHERE trim(SSN) <> '' GROUP BY 1 HAVING count(DISTINCT v."Provider Id") > 1""")
    assert len(several) >= 10
    assert all(providers == caregivers for _, providers, caregivers in several)


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
        assert world.query(f'{lost} (SELECT 1 FROM {table} d WHERE d."{key}" = v."{column}")') == [(0,)], column


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
               FROM DIMPATIENTADDRESS WHERE "City" = ?""",
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
               count(*) FILTER ("Visit Date" > ?::DATE AND "Visit Start Time" IS NULL),
               count(*) FILTER ("Visit End Time" > ? OR "Visit Start Time" > ?) FROM {VISITS}""",
        NOW,
        NOW,
        NOW,
    )[0]
    assert counts[0] > ORDER.visits * 0.8
    assert all(counts[1:4])
    assert counts[4] == 0, "no visit has ended in the future"


def test_a_believable_share_was_updated_in_the_last_36_hours(world):
    assert 0.01 < world.summary["visits in the delta"] / ORDER.visits < 0.15


def test_deleted_visits_are_not_among_the_others(world):
    gone = world.query('SELECT "Visit Id" FROM FACTVISITCALLPERFORMANCE_DELETED_CR')
    assert len(gone) >= 100
    assert world.query(
        f'SELECT count(*) FROM {VISITS} SEMI JOIN FACTVISITCALLPERFORMANCE_DELETED_CR USING ("Visit Id")'
    ) == [(0,)]


def test_agencies_are_active_inactive_demo_and_excluded(world):
    states = world.query(
        'SELECT count(*) FILTER ("Is Active" AND "Is Demo" IS NOT TRUE), count(*) FILTER (NOT "Is Active"), '
        'count(*) FILTER ("Is Demo") FROM DIMPROVIDER'
    )[0]
    assert all(states)
    assert world.table("excluded_agency")
