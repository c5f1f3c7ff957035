"""Copies the warehouse that generate.py made into a schema of PostgreSQL, as a deployment without Snowflake has it.

Lower-case table names, the same columns and types; then the indexes of deploy/replica. Tables of these names are made
anew. The warehouse stand-in must not run: DuckDB lets only one process open its file.
"""

import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import psycopg
from psycopg import sql

sys.path.insert(0, str(Path(__file__).parent))

from columns import warehouse_tables  # noqa: E402

SCHEMA = "analytics_dev"
INDEXES = Path(__file__).parents[2] / "replica" / "indexes.sql"
STRETCH = 500_000
BLOCK = 1 << 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dsn", default="", help="connection string or URL (default: the PGHOST … variables of libpq)")
    parser.add_argument("--schema", default=SCHEMA, help=f"schema of the copies ({SCHEMA})")
    parser.add_argument("--warehouse", type=Path, required=True, help="folder with the ANALYTICS.db of generate.py")
    arguments = parser.parse_args()
    with psycopg.connect(arguments.dsn, autocommit=True) as connection:
        replicate(connection, arguments.schema, arguments.warehouse / "ANALYTICS.db")


def replicate(connection: psycopg.Connection, schema: str, warehouse: Path) -> dict[str, int]:
    """All tables with their indexes, analyzed; the connection commits each statement. Returns rows by table."""
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    copied = {}
    with duckdb.connect(str(warehouse), read_only=True) as source:
        source.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        for table, columns in warehouse_tables().items():
            started = time.monotonic()
            name = sql.Identifier(schema, table.lower())
            make_table(connection, name, columns)
            copied[table] = copy_table(source, table, connection, name, [column for column, _ in columns])
            print(f"{name.as_string():50} {copied[table]:>9} rows  {time.monotonic() - started:6.1f} s", flush=True)
    index(connection, schema)
    for table in copied:
        connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(schema, table.lower())))
    return copied


def make_table(connection: psycopg.Connection, name: sql.Identifier, columns: list[tuple[str, str]]) -> None:
    listed = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind)) for column, kind in columns
    )
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name))
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(name, listed))


def copy_table(
    source: duckdb.DuckDBPyConnection,
    table: str,
    connection: psycopg.Connection,
    name: sql.Identifier,
    columns: list[str],
) -> int:
    """In stretches, so that neither memory nor a file grows with the table. An empty text and NULL stay apart."""
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    rows = source.execute(f"SELECT count(*) FROM BI.{table}").fetchone()[0]
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        part = Path(folder) / "part.csv"
        target = str(part).replace("'", "''")
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(name, listed)) as copy:
            for first in range(0, rows, STRETCH):
                stretch = f"rowid >= {first} AND rowid < {first + STRETCH}"
                query = f"SELECT {listed.as_string()} FROM BI.{table} WHERE {stretch}"
                source.execute(f"COPY ({query}) TO '{target}' (FORMAT csv, HEADER false)")
                with part.open("rb") as read:
                    while block := read.read(BLOCK):
                        copy.write(block)
        copied = cursor.rowcount
    if copied != rows:
        raise RuntimeError(f"{table}: {copied} rows of {rows} were copied")
    return copied


def index(connection: psycopg.Connection, schema: str) -> None:
    """The indexes that a real replica gets too; CONCURRENTLY needs each statement alone."""
    text = re.sub(r"(?m)^--.*$", "", INDEXES.read_text(encoding="utf-8"))
    connection.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(schema)))
    for statement in filter(str.strip, text.split(";")):
        connection.execute(statement)
    connection.execute("RESET search_path")


if __name__ == "__main__":
    main()
