"""The warehouse's tables in a DuckDB file, as fakesnow opens it."""

from __future__ import annotations

import csv
import functools
import re
from collections import defaultdict
from pathlib import Path

import duckdb

DATABASE, SCHEMA = "ANALYTICS", "BI"
TABLES = Path(__file__).with_name("tables.csv")
REFRESH = "FACTDATAREFRESHSTATUS"
NOT_EVERYWHERE = {REFRESH}  # tables that a source may lack: made only where something is to lie in them

# Snowflake's words in DuckDB's. Neither kind of zoned timestamp keeps an offset for each value there.
TYPES = {"NUMBER": "DECIMAL", "NUMERIC": "DECIMAL", "FLOAT": "DOUBLE", "TIMESTAMP_NTZ": "TIMESTAMP"}
TYPES |= dict.fromkeys(("TIMESTAMP_TZ", "TIMESTAMP_LTZ"), "TIMESTAMPTZ")
WITH_SIZE = {"DECIMAL"}


def database_file(folder: Path) -> Path:
    return folder / f"{DATABASE}.db"


def tables() -> dict[str, list[tuple[str, str]]]:
    """Table to its columns and their DuckDB types."""
    found = defaultdict(list)
    with TABLES.open(newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["table"]].append((row["column"], _duckdb_type(row["type"])))
    return dict(found)


def declared(table: str, column: str) -> str:
    """Snowflake's word for the type of a column, without a size."""
    return _declared()[table, column]


def columns_of(word: str) -> list[tuple[str, str]]:
    """Tables and columns of one of Snowflake's types."""
    return [place for place, declared_word in _declared().items() if declared_word == word]


@functools.cache
def _declared() -> dict[tuple[str, str], str]:
    with TABLES.open(newline="") as lines:
        return {(row["table"], row["column"]): row["type"].partition("(")[0] for row in csv.DictReader(lines)}


def create_statement(catalog: str, table: str, columns: list[tuple[str, str]]) -> str:
    listed = ", ".join(f'"{name}" {type_}' for name, type_ in columns)
    return f"CREATE OR REPLACE TABLE {catalog}.{SCHEMA}.{table} ({listed})"


def create(folder: Path, csv_folder: Path | None = None) -> None:
    """Makes every table anew, and fills those that have a CSV file."""
    with duckdb.connect(str(database_file(folder))) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        for table, columns in tables().items():
            source = csv_folder / f"{table}.csv" if csv_folder else None
            given = bool(source) and source.exists()
            if table in NOT_EVERYWHERE and not given:
                connection.execute(f"DROP TABLE IF EXISTS {SCHEMA}.{table}")
                continue
            connection.execute(create_statement(DATABASE, table, columns))
            if given:
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


def _duckdb_type(word: str) -> str:
    """The type of a column as DuckDB names it: without a length, where that is only a limit."""
    name, size = re.fullmatch(r"([\w ]+?)\s*(\([\d, ]+\))?", word.strip()).groups(default="")
    plain = TYPES.get(name.upper(), name.upper())
    return plain + size if plain in WITH_SIZE else plain
