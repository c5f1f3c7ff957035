"""Where tables lie and who may make them, as in Snowflake, for fakesnow's sessions.

DuckDB keeps all temporary tables of a session in one place, under bare names. Here each has a name that says its
database and schema, and statements find it by these. A source that nothing can be created in answers so.
"""

from __future__ import annotations

from collections.abc import Iterator

import fakesnow.macros
import snowflake.connector.errors
from fakesnow import info_schema
from fakesnow.cursor import FakeSnowflakeCursor
from fakesnow.instance import FakeSnow
from sqlglot import Expr, exp

check_names = FakeSnowflakeCursor.check_db_and_schema


class Tables:
    """Looks at each statement before fakesnow runs it; `work`: the only database and schema that take new tables."""

    def __init__(self, work: tuple[str, str] | None = None):
        self.work = work

    def install(self, instance: FakeSnow) -> None:
        if self.work:
            _make_schema(instance, *self.work)
        FakeSnowflakeCursor.check_db_and_schema = lambda cursor, statement: self._look_at(cursor, statement)

    def _look_at(self, cursor: FakeSnowflakeCursor, statement: Expr) -> None:
        check_names(cursor, statement)
        session = (cursor._conn.database, cursor._conn.schema)
        made = created_table(statement)
        known = temporary_tables(cursor)
        if made:
            self.require(cursor, _place(made, session), is_temporary(statement))
        if made and is_temporary(statement):
            known.add(_kept_as(made, session))
        for table in list(statement.find_all(exp.Table)):
            if _kept_as(table, session) in known and not _is_named_query(table):
                _rename(table, _kept_as(table, session))
        for column in statement.find_all(exp.Column):
            named = exp.Table(
                this=column.args.get("table"), db=column.args.get("db"), catalog=column.args.get("catalog")
            )
            if named.args["db"] and _kept_as(named, session) in known:
                column.set("catalog", None)
                column.set("db", None)

    def require(self, cursor: FakeSnowflakeCursor, place: tuple[str, str], temporary: bool) -> None:
        """Where a table can be made; DuckDB itself looks for the schema of one that is not temporary."""
        if self.work and place != self.work:
            raise snowflake.connector.errors.ProgrammingError(
                msg=f"SQL access control error:\nInsufficient privileges to operate on schema '{place[1]}'.",
                errno=3001,
                sqlstate="42501",
            )
        if temporary:
            _require_schema(cursor, place)


def work_schema(text: str) -> tuple[str, str]:
    """DATABASE.SCHEMA, as an option says it."""
    database, dot, schema = text.upper().partition(".")
    if not (dot and database.isidentifier() and schema.isidentifier()):
        raise ValueError(f"{text} is not DATABASE.SCHEMA")
    return database, schema


def created_table(statement: Expr) -> exp.Table | None:
    if not (isinstance(statement, exp.Create) and statement.kind == "TABLE"):
        return None
    named = statement.this
    return named.this if isinstance(named, exp.Schema) else named


def is_temporary(statement: Expr) -> bool:
    properties = statement.args.get("properties")
    return bool(properties and properties.find(exp.TemporaryProperty))


def _make_schema(instance: FakeSnow, database: str, schema: str) -> None:
    known = instance.duck_conn.execute("SELECT upper(database_name) FROM duckdb_databases()").fetchall()
    if (database,) not in known:
        instance.duck_conn.execute(f"ATTACH ':memory:' AS {database}")
        instance.duck_conn.execute(info_schema.per_db_creation_sql(database))
        instance.duck_conn.execute(fakesnow.macros.creation_sql(database))
    instance.duck_conn.execute(f"CREATE SCHEMA IF NOT EXISTS {database}.{schema}")


def _require_schema(cursor: FakeSnowflakeCursor, place: tuple[str, str]) -> None:
    there = "SELECT 1 FROM duckdb_schemas() WHERE upper(database_name) = ? AND upper(schema_name) = ?"
    if not cursor._duck_conn.execute(there, list(place)).fetchone():
        raise snowflake.connector.errors.ProgrammingError(
            msg=f"SQL compilation error:\nSchema '{'.'.join(place)}' does not exist or not authorized.",
            errno=2003,
            sqlstate="02000",
        )


def temporary_tables(cursor: FakeSnowflakeCursor) -> set[str]:
    names = cursor._duck_conn.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall()
    return {name for (name,) in names}


def _name(identifier: exp.Identifier | None, otherwise: str | None) -> str | None:
    if identifier is None:
        return otherwise
    return identifier.name if identifier.args.get("quoted") else identifier.name.upper()


def _place(table: exp.Table, session: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
    return _name(table.args.get("catalog"), session[0]), _name(table.args.get("db"), session[1])


def _kept_as(table: exp.Table, session: tuple[str | None, str | None]) -> str | None:
    """The name in DuckDB of a temporary table; None for what is no name, like a table function."""
    if not isinstance(table.this, exp.Identifier):
        return None
    return ".".join(part or "" for part in (*_place(table, session), _name(table.this, None)))


def _rename(table: exp.Table, name: str) -> None:
    if isinstance(table.parent, (exp.From, exp.Join)) and not table.alias:
        table.set("alias", exp.TableAlias(this=table.this.copy()))  # columns are named by it
    table.set("this", exp.to_identifier(name, quoted=True))
    table.set("db", None)
    table.set("catalog", None)


def _is_named_query(table: exp.Table) -> bool:
    """Whether a bare name is that of a query of a WITH that the table can see, not of a table."""
    return not table.args.get("db") and any(_name(query, None) == _name(table.this, None) for query in _seen(table))


def _seen(node: Expr) -> Iterator[exp.Identifier]:
    """The names of the queries before it, of each WITH around it."""
    below, above = node, node.parent
    while above is not None:
        if isinstance(above, exp.With):
            for query in above.expressions:
                if query is below and not above.args.get("recursive"):
                    break
                yield query.args["alias"].this
        elif (queries := above.args.get("with_")) is not None and queries is not below:
            yield from (query.args["alias"].this for query in queries.expressions)
        below, above = above, above.parent
