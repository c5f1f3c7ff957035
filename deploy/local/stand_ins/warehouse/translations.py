"""What fakesnow has made of a query for DuckDB is kept, here and in a folder that all stand-ins share.

Over few rows it costs more than the query. Of one text it makes the same as long as the session's database, schema
and temporary tables are the same; a comment at the head of a text, which says of which run it is, changes nothing.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import fakesnow.server
import snowflake.connector.errors
import sqlglot
from fakesnow.cursor import FakeSnowflakeCursor
from sqlglot import Expr, exp

from stand_ins.layout import LOCAL
from stand_ins.warehouse import schemas

FOLDER = LOCAL / "translations"
HEAD = re.compile(r"^\s*/\*.*?\*/\s*", re.DOTALL)

TO_KEEP = re.compile(r"(SELECT|WITH|CREATE)\b", re.IGNORECASE)  # others may come to several statements
KINDS = {"Select": exp.Select, "Create": exp.Create}

translate = FakeSnowflakeCursor._transform
execute = FakeSnowflakeCursor.execute
parse = fakesnow.server.parse_one


class Translations:
    """Of queries and of temporary tables made by one; `tables`: where such a table may be made."""

    def __init__(self, tables: schemas.Tables, folder: Path = FOLDER):
        programs = [Path(__file__).read_bytes(), Path(schemas.__file__).read_bytes()]
        versions = [f"{name} {version(name)}".encode() for name in ("fakesnow", "sqlglot", "duckdb")]
        self.tables = tables
        self.folder = folder / hashlib.sha256(b"\0".join(programs + versions)).hexdigest()[:16]
        self.folder.mkdir(parents=True, exist_ok=True)

    def install(self) -> None:
        FakeSnowflakeCursor.execute = lambda cursor, *asked, **options: self._execute(cursor, *asked, **options)
        FakeSnowflakeCursor._describe_last_sql = _describe
        fakesnow.server.parse_one = self._parse

    def _parse(self, command: str) -> Expr:
        """The server asks no more than of which kind it is, and of how many values."""
        key = (HEAD.sub("", command),)
        kept = self._kept(key)
        if kept is not None:
            kind, values = kept
            return KINDS[kind](expressions=[exp.Placeholder() for _ in range(values)])
        statement = parse(command)
        if type(statement) in KINDS.values():
            self._keep(key, [type(statement).__name__, len(list(statement.find_all(exp.Placeholder)))])
        return statement

    def _execute(self, cursor: FakeSnowflakeCursor, command: str, params=None, **options) -> FakeSnowflakeCursor:
        tables = sorted(schemas.temporary_tables(cursor))
        text = HEAD.sub("", cursor._inline_variables(command))
        key = (text, cursor._conn.database, cursor._conn.schema, *tables)
        kept = self._kept(key) if params is None else None
        if kept is None:
            as_usual = functools.partial(translate, cursor)
            cursor._transform = self._keeping(cursor, key) if TO_KEEP.match(text) else as_usual
            return execute(cursor, command, params, **options)
        try:
            cursor._sqlstate = None
            statement = exp.Command(this=kept["word"], expression=kept["rest"])
            if "makes" in kept:
                self.tables.require(cursor, tuple(kept["place"]), temporary=True)
                query, statement = statement, sqlglot.parse_one(f"{kept['makes']} SELECT 1", read="duckdb")
                statement.set("expression", query)
            values = list(options.get("binding_params") or ()) if kept["takes_values"] else None
            cursor._execute(statement, values)
        except snowflake.connector.errors.ProgrammingError as error:
            cursor._sqlstate = error.sqlstate
            raise
        return cursor

    def _keeping(self, cursor: FakeSnowflakeCursor, key: tuple) -> Callable[..., Expr]:
        def keeping(statement: Expr, values: list | None) -> Expr:
            given = len(values or ())
            made = translate(cursor, statement, values)
            kept = _for_keeping(made) if given == len(values or ()) else None  # else a value was a name
            if kept:
                self._keep(key, kept)
            return made

        return keeping

    def _file(self, key: tuple) -> Path:
        return self.folder / hashlib.sha256(json.dumps(key).encode()).hexdigest()

    @functools.lru_cache(1024)  # noqa: B019  one object a process
    def _found(self, key: tuple) -> str:
        return self._file(key).read_text(encoding="utf-8")

    def _kept(self, key: tuple):
        try:
            return json.loads(self._found(key))
        except FileNotFoundError:
            return None

    def _keep(self, key: tuple, what) -> None:
        file = self._file(key)
        new = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}.new")
        new.write_text(json.dumps(what), encoding="utf-8")
        new.replace(file)


def _for_keeping(made: Expr) -> dict | None:
    """What it takes to ask it again; None for what fakesnow does more with, and for statements of other kinds."""
    more = {name: value for name, value in made.args.items() if value and name not in made.arg_types}
    _, comment = more.pop("table_comment", (None, None))  # of every table that is made, mostly none
    if more or comment:
        return None
    if type(made) is exp.Select:
        word, _, rest = made.sql(dialect="duckdb").partition(" ")
        return {"word": word, "rest": rest, "takes_values": made.find(exp.Placeholder) is not None}
    query = made.args.get("expression")
    if (
        type(made) is exp.Create
        and isinstance(made.this, exp.Table)
        and schemas.is_temporary(made)
        and type(query) is exp.Select
    ):
        made.set("expression", exp.Command(this="", expression=""))
        makes = made.sql(dialect="duckdb").rstrip()
        made.set("expression", query)
        kept = _for_keeping(query)
        return kept and kept | {"makes": makes, "place": made.this.name.split(".")[:2]}
    return None


def _describe(cursor: FakeSnowflakeCursor) -> list:
    """The columns of its last result, without reading the statement again: it is DuckDB's already."""
    return cursor._duck_conn.execute(f"DESCRIBE {cursor._last_sql}", cursor._last_params).fetchall()
