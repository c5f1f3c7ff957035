"""The warehouse in PostgreSQL, in each form that replicas are known in: row for row, with the indexes of a chunk."""

import re
import struct
import uuid
from decimal import ROUND_HALF_UP, Decimal

import psycopg
import pytest
from worlds import ORDER

from replica import FORMS, SCHEMA, replicate, tables_of
from stand_ins.layout import ROOT

VISITS = "factvisitcallperformance_cr"
READ_ID = (ROOT / "sql" / "dialect" / "read_id.postgres.sql").read_text()
AS_UUID = "(" + re.sub(r"(?m)^--.*\n", "", READ_ID) + ")"
SOME_ID = "'0e4b1a44-4f5c-4a56-9d2b-7d1f0c2b3a4d'::uuid"


@pytest.fixture(scope="module")
def connection(database):
    with psycopg.connect(database, autocommit=True, options="-c timezone=UTC", prepare_threshold=None) as connection:
        yield connection


@pytest.fixture(scope="module", params=FORMS)
def copied(request, connection, world):
    """A form, and the rows of its tables."""
    return request.param, replicate(connection, SCHEMA, world.folder / "ANALYTICS.db", request.param)


def test_every_value_is_there_in_the_type_of_the_form(connection, copied, world):
    form, rows = copied
    for table, columns in tables_of(form).items():
        names = ", ".join(f'"{column.name}"' for column in columns)
        stored = connection.execute(f"SELECT {names} FROM {SCHEMA}.{table.lower()}").fetchall()
        wanted = {
            tuple(as_loaded(value, column.kind) for value, column in zip(row, columns, strict=True))
            for row in world.query(f"SELECT {names} FROM {table}")
        }
        lost = {tuple(map(comparable, row)) for row in stored} - wanted
        assert not lost, (form, table, [column.kind for column in columns])
        assert len(stored) == rows[table] > 0


def as_loaded(value, kind: str):
    """A value of the warehouse as a loader brings it into that type."""
    kind = kind.removesuffix(" not null")
    if value is None:
        return None
    if kind == "uuid":
        return str(uuid.UUID(value))
    if match := re.fullmatch(r"varchar\((\d+)\)", kind):
        return str(value)[: int(match[1])]
    if match := re.fullmatch(r"numeric\(\d+,(\d+)\)", kind):
        return rounded(value, int(match[1]))
    if kind == "int8":
        return rounded(value, 0)
    if kind == "real":
        return comparable(float(value))
    if kind == "date":
        return value.date()
    return value.replace(tzinfo=None) if kind == "timestamp" else value


def rounded(value, places: int) -> Decimal | None:
    if isinstance(value, str) and not value.isdigit():
        return None
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def comparable(value):
    if isinstance(value, float):
        return struct.unpack("f", struct.pack("f", value))[0]
    return str(value) if isinstance(value, uuid.UUID) else value


def test_a_visit_is_there_once_as_it_is_now(connection, copied):
    assert copied[1]["FACTVISITCALLPERFORMANCE_CR"] == ORDER.visits
    visit = AS_UUID.replace("$1", '"Visit Id"')
    distinct = f"SELECT count(DISTINCT {visit}) FROM {SCHEMA}.{VISITS}"
    assert connection.execute(distinct).fetchone() == (ORDER.visits,)


def test_types_are_those_of_the_form(connection, copied):
    form, _ = copied
    kinds = connection.execute(
        """SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a WHERE attrelid = %s::regclass
           AND attname IN ('Visit Id', 'Application Visit Id', 'Visit Date', 'Visit Start Time', 'Billed Rate')""",
        [f"{SCHEMA}.{VISITS}"],
    ).fetchall()
    varying, with_zone = "character varying", "timestamp with time zone"
    assert dict(kinds) == {
        "Visit Id": "uuid" if form > 5 else varying,
        "Application Visit Id": {4: varying, 5: varying, 6: "bigint", 7: "bigint"}.get(form, "numeric"),
        "Visit Date": with_zone if form in (4, 5) else "date",
        "Visit Start Time": with_zone if form > 3 else "timestamp without time zone",
        "Billed Rate": "real" if form > 5 else "numeric",
    }


def test_the_oldest_form_knows_the_patient_of_an_address_by_the_applications_id_alone(connection, copied):
    form, _ = copied
    found = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attname LIKE '%%Patient Id'",
        [f"{SCHEMA}.dimpatientaddress"],
    ).fetchall()
    assert {name for (name,) in found} == {"Application Patient Id"} | ({"Patient Id"} if form > 1 else set())


def test_visits_are_found_by_an_index(connection, copied):
    form, _ = copied
    as_read = "$1" if form > 5 else AS_UUID
    visit, caregiver = as_read.replace("$1", '"Visit Id"'), as_read.replace("$1", '"Caregiver Id"')
    for index, condition in [
        ("factvisitcallperformance_cr_pkey|replica_visit_id", f"{visit} = {SOME_ID}"),
        ("replica_visit_caregiver_date", f"{caregiver} = {SOME_ID}"),
    ]:
        plan = connection.execute(f"EXPLAIN SELECT * FROM {SCHEMA}.{VISITS} WHERE {condition}").fetchall()
        assert re.search(index, repr(plan)), (form, plan)


def test_it_is_made_anew_and_every_index_with_it(connection, world):
    made = "SELECT count(*) FILTER (WHERE indisvalid), count(*) FROM pg_index WHERE indrelid::regclass::text LIKE %s"
    first = replicate(connection, SCHEMA, world.folder / "ANALYTICS.db")
    indexes = connection.execute(made, [f"{SCHEMA}.%"]).fetchone()
    connection.execute(f"TRUNCATE {SCHEMA}.{VISITS}")
    assert replicate(connection, SCHEMA, world.folder / "ANALYTICS.db") == first
    assert connection.execute(made, [f"{SCHEMA}.%"]).fetchone() == indexes
    assert indexes[0] == indexes[1] > len(first)
