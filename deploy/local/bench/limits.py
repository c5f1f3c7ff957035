"""What the same PostgreSQL does at most, on rows as wide as those of the pipeline, measured in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable

import psycopg

ROWS = 50_000
STAGING = "INSERT ... SELECT into staging"
INSERT, UPDATE, UPDATE_TWO = "INSERT ... SELECT", "UPDATE ... FROM", "UPDATE of two columns"


def measure(dsn: str, schema: str) -> dict[str, float]:
    """Rows a second of COPY, INSERT ... SELECT with all indexes, UPDATE ... FROM, and a copy of all rows to staging."""
    with psycopg.connect(dsn, autocommit=True) as session:
        session.execute(f"set search_path = {schema}, public")
        session.execute("drop schema if exists bench_limits cascade")
        session.execute("create schema bench_limits")
        try:
            return _measure(session)
        finally:
            session.execute("drop schema bench_limits cascade")


def _measure(session: psycopg.Connection) -> dict[str, float]:
    session.execute(f"create table bench_limits.source as select * from conflictvisitmaps limit {ROWS}")
    session.execute("create table bench_limits.target (like conflictvisitmaps including all)")
    session.execute('alter table bench_limits.target alter "ID" drop identity if exists')
    rows = session.execute("select count(*) from bench_limits.source").fetchone()[0]
    copies = {f"COPY, {form}": _copied_out(session, form) for form in ("text", "binary")}
    limits = {
        **{name: rows / _seconds(lambda name=name: _copy_in(session, name, copies[name])) for name in copies},
        INSERT: rows / _seconds(lambda: _insert(session)),
    }
    session.execute("analyze bench_limits.source, bench_limits.target")
    columns = _columns(session, "bench_limits", "target") - {"ID", "VisitID", "ConVisitID", "SSN", "VisitDate"}
    limits[UPDATE] = rows / _seconds(lambda: _update(session, columns))
    session.execute("vacuum bench_limits.target")
    limits[UPDATE_TWO] = rows / _seconds(lambda: _update(session, {"StatusFlag", "ResolveDate"}))
    return {**limits, STAGING: _stage(session)}


def _copied_out(session: psycopg.Connection, form: str) -> list[bytes]:
    with session.cursor().copy(f"copy bench_limits.source to stdout (format {form})") as out:
        return [bytes(block) for block in out]


def _copy_in(session: psycopg.Connection, name: str, data: list[bytes]) -> None:
    session.execute("drop table if exists copied")
    session.execute("create temporary table copied (like bench_limits.source)")
    with session.cursor().copy(f"copy copied from stdin (format {name.rpartition(' ')[2]})") as into:
        for block in data:
            into.write(block)


def _insert(session: psycopg.Connection) -> None:
    session.execute("insert into bench_limits.target select * from bench_limits.source")


def _stage(session: psycopg.Connection) -> float:
    """Every row of conflictvisitmaps into an empty table like conflictlog_staging."""
    session.execute("create table bench_limits.staged (like conflictlog_staging including all)")
    columns = _columns(session, "bench_limits", "staged") & _columns(session, "bench_limits", "target")
    listed = ", ".join(f'"{name}"' for name in sorted(columns))
    statement = f"insert into bench_limits.staged ({listed}) select {listed} from conflictvisitmaps"
    seconds = _seconds(lambda: session.execute(statement))
    return session.execute("select count(*) from bench_limits.staged").fetchone()[0] / seconds


def _columns(session: psycopg.Connection, schema: str, table: str) -> set[str]:
    found = session.execute(
        "select column_name from information_schema.columns where table_schema = %s and table_name = %s",
        [schema, table],
    )
    return {name for (name,) in found}


def _update(session: psycopg.Connection, columns: set[str]) -> None:
    assignments = ", ".join(f'"{name}" = s."{name}"' for name in sorted(columns))
    session.execute(f'update bench_limits.target t set {assignments} from bench_limits.source s where t."ID" = s."ID"')


def _seconds(work: Callable[[], None]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started
