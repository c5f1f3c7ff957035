"""Copies the warehouse that generate.py made into a schema of PostgreSQL, as a deployment without Snowflake has it.

Lower-case table names, in one of the forms that such replicas are known in (columns/replica.csv, the oldest first): the
columns that the pipeline reads, each once by its primary key; then the indexes of deploy/replica. Tables of these names
are made anew. The warehouse stand-in must not run: DuckDB lets only one process open its file.
"""

import argparse
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg
from psycopg import sql

from columns import replica_tables

SCHEMA = "analytics_dev"
FORMS = range(1, 8)
INDEXES = Path(__file__).resolve().parents[2] / "replica" / "indexes.sql"
STRETCH = 500_000
BLOCK = 1 << 20


@dataclass(frozen=True)
class Column:
    """A column of the replica: its type in PostgreSQL, and whether it is of the primary key."""

    name: str
    kind: str
    is_key: bool

    def value(self) -> str:
        """What the loader makes of the warehouse's column."""
        quoted, kind = f'"{self.name}"', self.kind.removesuffix(" not null")
        if match := re.fullmatch(r"varchar\((\d+)\)", kind):
            return f"left(CAST({quoted} AS VARCHAR), {match[1]})"
        if kind.startswith("numeric") and self.name.startswith("Application "):
            return f"TRY_CAST(CAST({quoted} AS VARCHAR) AS DECIMAL(38, 0))"
        plain = {"uuid": "TRY_CAST({} AS UUID)", "date": "CAST({} AS DATE)", "timestamp": "CAST({} AS TIMESTAMP)"}
        return plain.get(kind, "TRY_CAST(CAST({} AS VARCHAR) AS BIGINT)" if kind == "int8" else "{}").format(quoted)

    def key(self) -> str:
        """What two rows of the warehouse have alike that stand for the same."""
        is_id = self.name.endswith(" Id") and not self.name.startswith("Application ")
        return f'TRY_CAST("{self.name}" AS UUID)' if is_id else f'"{self.name}"'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dsn", default="", help="connection string or URL (default: the PGHOST … variables of libpq)")
    parser.add_argument("--schema", default=SCHEMA, help=f"schema of the copies ({SCHEMA})")
    parser.add_argument("--warehouse", type=Path, required=True, help="folder with the ANALYTICS.db of generate.py")
    parser.add_argument("--form", type=int, choices=FORMS, default=FORMS[-1], help=f"of the types ({FORMS[-1]})")
    arguments = parser.parse_args()
    with psycopg.connect(arguments.dsn, autocommit=True) as connection:
        replicate(connection, arguments.schema, arguments.warehouse / "ANALYTICS.db", arguments.form)


def tables_of(form: int) -> dict[str, list[Column]]:
    """The tables of a form, by the warehouse's name; a column that the form does not have is left out."""
    return {
        table.upper(): [Column(name, kind, is_key) for name, kind, is_key in columns if kind]
        for table, columns in replica_tables(form).items()
    }


def replicate(connection: psycopg.Connection, schema: str, warehouse: Path, form: int = FORMS[-1]) -> dict[str, int]:
    """All tables with their indexes, analyzed; the connection commits each statement. Returns rows by table."""
    connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
    copied, tables = {}, tables_of(form)
    with duckdb.connect(str(warehouse), read_only=True) as source:
        source.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET search_path = 'BI'")
        for table, columns in tables.items():
            started = time.monotonic()
            name = sql.Identifier(schema, table.lower())
            make_table(connection, name, columns)
            copied[table] = copy_table(source, table, connection, name, columns)
            print(f"{name.as_string():50} {copied[table]:>9} rows  {time.monotonic() - started:6.1f} s", flush=True)
    index(connection, schema)
    for table in copied:
        connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(schema, table.lower())))
    return copied


def make_table(connection: psycopg.Connection, name: sql.Identifier, columns: list[Column]) -> None:
    listed = [sql.SQL("{} {}").format(sql.Identifier(column.name), sql.SQL(column.kind)) for column in columns]
    keys = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns if column.is_key)
    parts = sql.SQL(", ").join([*listed, sql.SQL("PRIMARY KEY ({})").format(keys)])
    connection.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(name))
    connection.execute(sql.SQL("CREATE TABLE {} ({})").format(name, parts))


def copy_table(
    source: duckdb.DuckDBPyConnection,
    table: str,
    connection: psycopg.Connection,
    name: sql.Identifier,
    columns: list[Column],
) -> int:
    """In stretches, so that neither memory nor a file grows with the table. An empty text and NULL stay apart."""
    leave_out_copies(source, table, columns)
    wanted = f"FROM {table} WHERE rowid NOT IN (SELECT id FROM left_out)"
    rows, last = source.execute(f"SELECT count(*), coalesce(max(rowid), -1) {wanted}").fetchone()
    values = ", ".join(column.value() for column in columns)
    listed = sql.SQL(", ").join(sql.Identifier(column.name) for column in columns)
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        part = Path(folder) / "part.csv"
        target = str(part).replace("'", "''")
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(name, listed)) as copy:
            for first in range(0, last + 1, STRETCH):
                query = f"SELECT {values} {wanted} AND rowid >= {first} AND rowid < {first + STRETCH}"
                source.execute(f"COPY ({query}) TO '{target}' (FORMAT csv, HEADER false)")
                with part.open("rb") as read:
                    while block := read.read(BLOCK):
                        copy.write(block)
        copied = cursor.rowcount
    if copied != rows:
        raise RuntimeError(f"{table}: {copied} rows of {rows} were copied")
    return copied


def leave_out_copies(source: duckdb.DuckDBPyConnection, table: str, columns: list[Column]) -> None:
    """What the loader wrote over: of several rows with one key all but the newest."""
    keys = ", ".join(column.key() for column in columns if column.is_key)
    newest = '"Visit Updated Timestamp" DESC NULLS LAST, ' if table.startswith("FACTVISIT") else ""
    source.execute(f"""
        CREATE OR REPLACE TEMP TABLE left_out AS
        SELECT rowid AS id FROM {table}
        WHERE ({keys}) IN (SELECT ({keys}) FROM {table} GROUP BY ALL HAVING count(*) > 1)
        QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY {newest}rowid) > 1""")


def index(connection: psycopg.Connection, schema: str) -> None:
    """The indexes that a real replica gets too, as psql's \\gexec makes them: by a query, each run alone."""
    text = re.sub(r"(?m)^--.*$", "", INDEXES.read_text(encoding="utf-8"))
    connection.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(schema)))
    for (statement,) in connection.execute(text.removesuffix("\\gexec\n")).fetchall():
        connection.execute(statement)
    connection.execute("RESET search_path")


if __name__ == "__main__":
    main()
