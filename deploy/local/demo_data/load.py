"""Copies the CSV files of generate.py into existing tables of PostgreSQL, advances sequences, analyzes."""

import argparse
import sys
import time
from pathlib import Path

import psycopg
from psycopg import sql

from columns import operational_tables, staged_columns

STAGED = 20_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dsn", default="", help="connection string or URL (default: the PGHOST … variables of libpq)")
    parser.add_argument("--schema", default="conflict_dev")
    parser.add_argument("--tables", type=Path, required=True, help="folder that generate.py wrote")
    parser.add_argument("--replace", action="store_true", help="empty the tables first; otherwise they must be empty")
    arguments = parser.parse_args()
    try:
        with psycopg.connect(arguments.dsn) as connection:
            load(connection, arguments.schema, arguments.tables, arguments.replace)
        with psycopg.connect(arguments.dsn, autocommit=True) as connection:
            analyze(connection, arguments.schema)
    except NotEmpty as error:
        sys.exit(str(error))


class NotEmpty(Exception):
    """A table that is to be loaded has rows already."""


def load(connection: psycopg.Connection, schema: str, folder: Path, replace: bool = False) -> dict[str, int]:
    """All tables in one transaction; returns the number of rows of each."""
    loaded = {}
    for table, columns in operational_tables().items():
        started = time.monotonic()
        name = sql.Identifier(schema, table)
        empty(connection, name, table, replace)
        loaded[table] = copy_in(connection, name, [column for column, _ in columns], folder / f"{table}.csv")
        for column, kind in columns:
            if "identity" in kind:
                advance(connection, schema, table, column)
        print(f"{table:28} {loaded[table]:>9} rows  {time.monotonic() - started:6.1f} s", flush=True)
    stage(connection, schema)
    return loaded


def empty(connection: psycopg.Connection, name: sql.Identifier, table: str, replace: bool) -> None:
    if replace:
        connection.execute(sql.SQL("TRUNCATE {}").format(name))
    elif connection.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(name)).fetchone()[0]:
        raise NotEmpty(f"{table} has rows already; --replace empties the tables first")


def copy_in(connection: psycopg.Connection, name: sql.Identifier, columns: list[str], file: Path) -> int:
    listed = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER match)").format(name, listed)
    with connection.cursor() as cursor:
        with file.open("rb") as read, cursor.copy(statement) as copy:
            while block := read.read(1 << 20):
                copy.write(block)
        return cursor.rowcount


def stage(connection: psycopg.Connection, schema: str) -> None:
    """Fills conflictlog_staging, where there is one, as an earlier run left it: with the oldest rows only."""
    staging, rows = sql.Identifier(schema, "conflictlog_staging"), sql.Identifier(schema, "conflictvisitmaps")
    if connection.execute("SELECT to_regclass(%s)", [staging.as_string(connection)]).fetchone()[0] is None:
        return
    listed = sql.SQL(", ").join(map(sql.Identifier, staged_columns()))
    connection.execute(sql.SQL("TRUNCATE {}").format(staging))
    statement = sql.SQL('INSERT INTO {0} ({1}, "ConStatusFlag") SELECT {1}, \'N\' FROM {2} WHERE "ID" <= %s').format(
        staging, listed, rows
    )
    connection.execute(statement, [STAGED])


def advance(connection: psycopg.Connection, schema: str, table: str, column: str) -> None:
    """The next generated number is above every loaded one."""
    name = sql.Identifier(schema, table)
    highest = sql.SQL("SELECT max({}) FROM {}").format(sql.Identifier(column), name)
    sequence = "pg_get_serial_sequence(%s, %s)"
    connection.execute(
        sql.SQL(f"SELECT setval({sequence}, highest) FROM ({{}}) h(highest) WHERE highest IS NOT NULL").format(highest),
        [name.as_string(connection), column],
    )


def analyze(connection: psycopg.Connection, schema: str) -> None:
    for table in operational_tables():
        connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(schema, table)))


if __name__ == "__main__":
    main()
