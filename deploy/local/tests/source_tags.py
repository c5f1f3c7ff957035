"""What a value of the source is, as far as it can be read wrongly, and what names in a query mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from stand_ins.warehouse import catalog

# What a value is; each with the column that it comes from.
ZONED, INSTANT, APPLICATION, NUMBER = "zoned", "instant", "application id", "number"
Tags = frozenset  # of (what, column)
NOTHING: Tags = frozenset()
BOUND = "a bound value"
INSTANTS = {"Visit Updated Timestamp", "REFRESH_FINISHED_AT"}


@dataclass
class Sources:
    """What the names in a query mean: its tables by alias, the tables of queries around it, its own new columns."""

    tables: dict[str, dict[str, Tags] | None] = field(default_factory=dict)  # None: of unknown columns
    around: Sources | None = None
    made: dict[str, Tags] = field(default_factory=dict)

    def find(self, column: exp.Column) -> Tags:
        name, table = column.name, column.table
        for known, columns in self.tables.items():
            if (not table or known == key(table)) and columns is not None and name_key(column.this) in columns:
                return columns[name_key(column.this)]
        if not table and name_key(column.this) in self.made:
            return self.made[name_key(column.this)]
        if self.tables.get(key(table), {}) is None if table else None in self.tables.values():
            return NOTHING
        if self.around and (not table or key(table) not in self.tables):
            return self.around.find(column)
        if None in self.tables.values():
            return NOTHING
        raise AssertionError(f"{column.sql('snowflake')}: no table here has a column {name}")


def key(name: str) -> str:
    return name.upper()


def name_key(identifier: exp.Identifier) -> str:
    return identifier.name if identifier.args.get("quoted") else identifier.name.upper()


def has(what: str, tags: Tags) -> bool:
    return any(kind == what for kind, _ in tags)


def without(what: str, tags: Tags) -> Tags:
    return frozenset(tag for tag in tags if tag[0] != what)


def source_columns() -> dict[str, dict[str, Tags]]:
    """Every table of the source: what each of its columns is."""
    return {
        table: {column: column_tags(table, column) for column, _ in columns}
        for table, columns in catalog.tables().items()
    }


def column_tags(table: str, column: str) -> Tags:
    kind, origin = catalog.declared(table, column), f'{table}."{column}"'
    if column.startswith("Application ") and column.endswith((" Id", " ID")):
        return frozenset({(APPLICATION, origin)})
    if kind == "TIMESTAMP_LTZ" or column in INSTANTS:
        return frozenset({(INSTANT, origin)})
    if kind == "TIMESTAMP_TZ":
        return frozenset({(ZONED, origin)})
    return frozenset({(NUMBER, origin)}) if kind in ("NUMBER", "FLOAT") else NOTHING
