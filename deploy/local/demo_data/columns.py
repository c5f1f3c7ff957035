"""The columns of the tables, read from their descriptions."""

import csv
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
COLUMNS = HERE / "columns"

sys.path.append(str(HERE.parent))  # its programs are started by their own paths

from stand_ins.warehouse import catalog  # noqa: E402

WAREHOUSE = catalog.TABLES
DAYS = ("Visit Date", "Invoice Date")
INSTANTS = ("Visit Updated Timestamp", "Application Created UTC Timestamp", "REFRESH_FINISHED_AT")
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


def replica_tables(form: int) -> dict[str, list[tuple[str, str, bool]]]:
    """Every table of a form of the replica: its columns, their types (none: not in this form), whether of the key."""
    tables: dict[str, list[tuple[str, str, bool]]] = {}
    for row in read_rows(COLUMNS / "replica.csv"):
        tables.setdefault(row["table"], []).append((row["column"], row[str(form)], row["primary key"] == "yes"))
    return tables


def warehouse_statements() -> list[str]:
    """One CREATE TABLE for each table of the warehouse."""
    return [catalog.create_statement("warehouse", name, of) for name, of in catalog.tables().items()]


def source_statements() -> list[str]:
    """A view of each table of the warehouse, every column read as its kind is read: ids, days and times made alike."""
    return [
        f"CREATE VIEW source.{table} AS SELECT "
        + ", ".join(f'{_read(column, kind)} AS "{column}"' for column, kind in columns)
        + f" FROM warehouse.BI.{table}"
        for table, columns in catalog.tables().items()
    ]


def _read(column: str, kind: str) -> str:
    quoted = f'"{column}"'
    if column.endswith(" Id") and column != "Admission Id":
        application = column.startswith("Application ")
        return f"CAST({quoted} AS VARCHAR)" if application else f"CAST(TRY_CAST({quoted} AS UUID) AS VARCHAR)"
    if column in DAYS:
        return f"CAST({quoted} AS DATE)"
    return f"CAST({quoted} AS TIMESTAMP)" if kind == "TIMESTAMPTZ" and column not in INSTANTS else quoted


def as_stored(expression: str, postgres_type: str) -> str:
    """The value as a column of that type stores it: text cut, numbers narrowed."""
    plain = postgres_type.split(" DEFAULT ")[0]
    if match := re.fullmatch(r"varchar\((\d+)\)", plain):
        return f"left({expression}, {match[1]})"
    narrow = {"int8": "BIGINT", "int4": "INTEGER", "int2": "SMALLINT", "real": "FLOAT", "timestamp": "TIMESTAMP"}
    narrow |= {"date": "DATE", "bool": "BOOLEAN", "uuid": "VARCHAR"}
    return f"CAST({expression} AS {narrow[plain.split(' ')[0]]})"
