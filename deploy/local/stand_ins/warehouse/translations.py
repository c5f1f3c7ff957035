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
from fakesnow.cursor import FakeSnowflakeCursor
from sqlglot import Expr, exp

from stand_ins.layout import LOCAL
from stand_ins.warehouse import schemas

FOLDER = LOCAL / "translations"
HEAD = re.compile(r"^\s*/\*.*?\*/\s*", re.DOTALL)

translate = FakeSnowflakeCursor._transform
execute = FakeSnowflakeCursor.execute
parse = fakesnow.server.parse_one


class Translations:
    """Of queries alone: they change nothing of their session."""

    def __init__(self, folder: Path = FOLDER):
        programs = [Path(__file__).read_bytes(), Path(schemas.__file__).read_bytes()]
        versions = [f"{name} {version(name)}".encode() for name in ("fakesnow", "sqlglot", "duckdb")]
        self.folder = folder / hashlib.sha256(b"\0".join(programs + versions)).hexdigest()[:16]
        self.folder.mkdir(parents=True, exist_ok=True)

    def install(self) -> None:
        FakeSnowflakeCursor.execute = lambda cursor, *asked, **options: self._execute(cursor, *asked, **options)
        FakeSnowflakeCursor._describe_last_sql = _describe
        fakesnow.server.parse_one = self._parse

    def _parse(self, command: str) -> Expr:
        """Of a query the server asks no more than that it is one, and of how many values."""
        key = (HEAD.sub("", command),)
        values = self._kept(key)
        if values is not None:
            return exp.Select(expressions=[exp.Placeholder() for _ in range(values)])
        statement = parse(command)
        if type(statement) is exp.Select:
            self._keep(key, len(list(statement.find_all(exp.Placeholder))))
        return statement

    def _execute(self, cursor: FakeSnowflakeCursor, command: str, params=None, **options) -> FakeSnowflakeCursor:
        tables = sorted(schemas.temporary_tables(cursor))
        text = HEAD.sub("", cursor._inline_variables(command))
        key = (text, cursor._conn.database, cursor._conn.schema, *tables)
        kept = self._kept(key) if params is None else None
        if kept is None:
            cursor._transform = self._keeping(cursor, key)
            return execute(cursor, command, params, **options)
        word, rest, takes_values = kept
        try:
            cursor._sqlstate = None
            values = list(options.get("binding_params") or ()) if takes_values else None
            cursor._execute(exp.Command(this=word, expression=rest), values)
        except snowflake.connector.errors.ProgrammingError as error:
            cursor._sqlstate = error.sqlstate
            raise
        return cursor

    def _keeping(self, cursor: FakeSnowflakeCursor, key: tuple) -> Callable[..., Expr]:
        def keeping(statement: Expr, values: list | None) -> Expr:
            given, is_query = len(values or ()), type(statement) is exp.Select
            made = translate(cursor, statement, values)
            is_whole = type(made) is exp.Select and made.args.keys() <= exp.Select.arg_types.keys()
            if is_query and is_whole and len(values or ()) == given:  # a value that was a name is in the text now
                word, _, rest = made.sql(dialect="duckdb").partition(" ")
                self._keep(key, [word, rest, made.find(exp.Placeholder) is not None])
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


def _describe(cursor: FakeSnowflakeCursor) -> list:
    """The columns of its last result, without reading the statement again: it is DuckDB's already."""
    return cursor._duck_conn.execute(f"DESCRIBE {cursor._last_sql}", cursor._last_params).fetchall()
