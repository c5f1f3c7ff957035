"""The columns of the tables, read from their descriptions."""

import csv
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
COLUMNS = HERE / "columns"

sys.path.append(str(HERE.parent))

import warehouse  # noqa: E402

WAREHOUSE = warehouse.TABLES
SEVEN_FLAGS = (
    "SameSchTimeFlag",
    "SameVisitTimeFlag",
    "SchAndVisitTimeSameFlag",
    "SchOverAnotherSchTimeFlag",
    "VisitTimeOverAnotherVisitTimeFlag",
    "SchTimeOverVisitTimeFlag",
    "DistanceFlag",
)


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def map_columns() -> list[dict[str, str]]:
    """conflictvisitmaps: column, postgres_type, filled_by, from, in_staging."""
    return read_rows(COLUMNS / "conflictvisitmaps.csv")


def staged_columns() -> list[str]:
    """The columns of conflictvisitmaps that conflictlog_staging has too."""
    return [column["column"] for column in map_columns() if column["in_staging"] == "yes"]


def operational_tables() -> dict[str, list[tuple[str, str]]]:
    """Every table that is written for PostgreSQL, with its columns and their types."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows(COLUMNS / "other-tables.csv"):
        tables.setdefault(row["table"], []).append((row["column"], row["postgres_type"]))
    tables["conflictvisitmaps"] = [(row["column"], row["postgres_type"]) for row in map_columns()]
    return tables


def warehouse_statements() -> list[str]:
    """One CREATE TABLE for each table of the warehouse."""
    return [warehouse.create_statement("warehouse", name, of) for name, of in warehouse.tables().items()]


def as_stored(expression: str, postgres_type: str) -> str:
    """The value as a column of that type stores it: text cut, numbers narrowed."""
    plain = postgres_type.split(" DEFAULT ")[0]
    if match := re.fullmatch(r"varchar\((\d+)\)", plain):
        return f"left({expression}, {match[1]})"
    narrow = {"int8": "BIGINT", "int4": "INTEGER", "int2": "SMALLINT", "real": "FLOAT", "timestamp": "TIMESTAMP"}
    narrow |= {"date": "DATE", "bool": "BOOLEAN", "uuid": "VARCHAR"}
    return f"CAST({expression} AS {narrow[plain.split(' ')[0]]})"
