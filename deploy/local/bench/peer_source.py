"""Brings a generated source to what both systems take.

The generated data have the habits of the live ones, at some of which the older container stops: texts that are longer
than the column they are stored in, application ids that are no number, visits that are there twice, vacations stored
under the two ids of a detected pair. By others it is spared work, since it compares ids as they are written. Both
systems work on what is left.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import psycopg

from stand_ins.warehouse import catalog

# What they are stored in has no more room.
LONGEST = {
    ("DIMPROVIDER", "Provider Name"): 100,
    ("DIMOFFICE", "Office Name"): 100,
    ("DIMCONTRACT", "Contract Name"): 50,
    ("DIMPAYER", "Payer Name"): 50,
    ("DIMPAYER", "Payer State"): 10,
    ("DIMCAREGIVER", "Status"): 20,
    ("DIMPATIENT", "Status"): 20,
    ("DIMUSER", "User Fullname"): 100,
    ("FACTVISITCALLPERFORMANCE_CR", "Bill Type"): 10,
}
ONCE = {
    "FACTVISITCALLPERFORMANCE_CR": ("Visit Id",),
    "DIMOFFICE": ("Office Id",),
    "DIMPAYERPROVIDER": ("Payer Id", "Provider Id"),
}
UUID = "^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$"
# Of Snowflake's functions that the older container calls, those that the stand-in lacks: metres between two points.
FUNCTIONS = (
    "CREATE OR REPLACE MACRO {schema}.st_point(x, y) AS {{'x': CAST(x AS DOUBLE), 'y': CAST(y AS DOUBLE)}}",
    """CREATE OR REPLACE MACRO {schema}.st_distance(a, b) AS 12742000 * asin(least(1, sqrt(
           pow(sin(radians(b.y - a.y) / 2), 2)
           + cos(radians(a.y)) * cos(radians(b.y)) * pow(sin(radians(b.x - a.x) / 2), 2))))""",
)


STORED = (
    """update conflictvisitmaps set "ConPayerState" = left("ConPayerState", 10) where length("ConPayerState") > 10""",
    """delete from conflictvisitmaps where "PTOFlag" = 'Y'""",
    """delete from conflicts c where not exists (
           select from conflictvisitmaps m where m."CONFLICTID" = c."CONFLICTID")""",
    "vacuum (analyze)",
)


def level_stored(session: psycopg.Connection) -> None:
    """The stored rows; the session commits by itself."""
    for statement in STORED:
        session.execute(statement)


def level_source(folder: Path) -> None:
    """The warehouse's file in that folder, which nobody may have open."""
    with duckdb.connect(str(catalog.database_file(folder))) as connection:
        for statement in FUNCTIONS:
            connection.execute(statement.format(schema=catalog.SCHEMA))
        for table, columns in catalog.tables().items():
            if table not in catalog.NOT_EVERYWHERE:
                _level(connection, table, [name for name, type_ in columns if type_ == "VARCHAR"])
        for table, key in ONCE.items():
            listed, place = ", ".join(f'"{name}"' for name in key), f"{catalog.SCHEMA}.{table}"
            kept = f"SELECT min(rowid) FROM {place} GROUP BY {listed}"
            connection.execute(f"DELETE FROM {place} WHERE rowid NOT IN ({kept})")


def _level(connection: duckdb.DuckDBPyConnection, table: str, texts: list[str]) -> None:
    changes = {name: change for name in texts if (change := _change(table, name))}
    if changes:
        listed = ", ".join(f'"{name}" = {change}' for name, change in changes.items())
        connection.execute(f"UPDATE {catalog.SCHEMA}.{table} SET {listed}")


def _change(table: str, column: str) -> str | None:
    if length := LONGEST.get((table, column)):
        return f'left("{column}", {length})'
    if column.startswith("Application ") and column.endswith(" Id"):
        return f'CASE WHEN TRY_CAST("{column}" AS BIGINT) IS NOT NULL THEN "{column}" END'
    if column.endswith(" Id"):
        written = f"regexp_replace(lower(\"{column}\"), '{UUID}', '\\1-\\2-\\3-\\4-\\5')"
        return f'CASE WHEN regexp_matches(lower("{column}"), \'{UUID}\') THEN {written} ELSE "{column}" END'
    return None
