"""The warehouse's tables in a DuckDB file, as fakesnow opens it."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import duckdb

from layout import HERE

DATABASE, SCHEMA = "ANALYTICS", "BI"
TABLES = HERE / "warehouse_tables.csv"


def database_file(folder: Path) -> Path:
    return folder / f"{DATABASE}.db"


def tables() -> dict[str, list[tuple[str, str]]]:
    """Table to its columns and their DuckDB types."""
    found = defaultdict(list)
    with TABLES.open(newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["table"]].append((row["column"], _duckdb_type(row["type"])))
    return dict(found)


def create(folder: Path, csv_folder: Path | None = None) -> None:
    """Makes every table anew, and fills those that have a CSV file."""
    with duckdb.connect(str(database_file(folder))) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        for table, columns in tables().items():
            listed = ", ".join(f'"{name}" {type_}' for name, type_ in columns)
            connection.execute(f"CREATE OR REPLACE TABLE {SCHEMA}.{table} ({listed})")
            source = csv_folder / f"{table}.csv" if csv_folder else None
            if source and source.exists():
                _fill(connection, table, dict(columns), source)


def _fill(connection: duckdb.DuckDBPyConnection, table: str, types: dict[str, str], source: Path) -> None:
    with source.open(newline="", encoding="utf-8") as lines:
        header = next(csv.reader(lines), [])
    unknown = [name for name in header if name not in types]
    if unknown:
        raise SystemExit(f"{source.name}: {table} has no column {', '.join(unknown)}")
    if not header:
        return
    listed = ", ".join(f'"{name}"' for name in header)
    # every field as text first, then cast: an empty field is NULL, a quoted empty one is an empty text
    casts = ", ".join(f'CAST("{name}" AS {types[name]})' for name in header)
    texts = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in header) + "}"
    connection.execute(
        f"INSERT INTO {SCHEMA}.{table} ({listed}) SELECT {casts} FROM read_csv(?, header = true, auto_detect = false, "
        f"""delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, columns = {texts})""",
        [str(source)],
    )


def _duckdb_type(snowflake_type: str) -> str:
    return snowflake_type.replace("NUMERIC", "DECIMAL")
