"""What a statement reads from: the large tables, which of their columns say where a row lies, what is equal to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlglot import exp

VISIT, CONFLICT, ID, KEY = "VisitID", "CONFLICTID", "ID", "date and person"
SCHEMAS = ("schema", "store_schema")
ROW = {"VisitID": VISIT, "CONFLICTID": CONFLICT, "ID": ID, "VisitDate": KEY, "SSN": KEY}
LARGE = {
    "conflictvisitmaps": ROW,
    "conflictlog_staging": ROW,
    "conflicts": {"CONFLICTID": CONFLICT},
    "pipeline_money": {"visit_id": VISIT, "conflict_id": CONFLICT, "map_row_id": ID},
    "table": {**ROW, "id": ID},  # what a statement is sent for several tables with
}


class Node(NamedTuple):
    """A column of a source."""

    source: Source
    column: str


def kind(node: Node) -> str | None:
    """What the column says of a stored row."""
    return LARGE.get(node.source.table, {}).get(node.column)


@dataclass
class Rows:
    """What a query gives: by the name of each column those it comes from; and what it passes on whole."""

    columns: dict[str, list[Node]]
    whole: list[Source] = field(default_factory=list)
    stored: set[Source] = field(default_factory=set)  # the large tables that it reads

    def beside(self, other: Rows) -> Rows:
        """Of a UNION: by place."""
        places = zip(self.columns.items(), [*other.columns.values()] + [[]] * len(self.columns), strict=False)
        columns = {name: [*nodes, *more] for (name, nodes), more in places}
        return Rows(columns, [*self.whole, *other.whole], self.stored | other.stored)

    def named(self, names: list[str]) -> Rows:
        """Under the names that it is given."""
        return Rows(dict(zip(names, self.columns.values(), strict=False)), [], self.stored) if names else self

    def nodes(self, column: str) -> list[Node]:
        if column in self.columns or not self.whole:
            return self.columns.get(column, [])
        having = [source for source in self.whole if source.has(column)] or self.whole[:1]
        return [node for source in having for node in source.nodes(column)]


@dataclass(eq=False)
class Source:
    """A table, or a query in its place, at one place of a statement."""

    table: str | None
    rows: Rows | None = None
    found: set[str] = field(default_factory=set)  # by these columns
    touched: bool = False

    @classmethod
    def of(cls, place: exp.Expression) -> Source:
        is_large = isinstance(place, exp.Table) and place.db in SCHEMAS and place.name in LARGE
        return cls(place.name if is_large else None)

    def nodes(self, column: str) -> list[Node]:
        """Where a column comes from: what is reckoned comes from here."""
        return (self.rows.nodes(column) if self.rows else []) or [Node(self, column)]

    def is_reckoned_of_others(self, sources: set[Source]) -> bool:
        """Whether it is of stored rows, but not of these."""
        return bool(self.rows and self.rows.stored) and not sources <= self.rows.stored

    def has(self, column: str) -> bool:
        """As far as is known."""
        return column in self.rows.columns if self.rows else bool(self.table) == (column != column.lower())

    def has_stored_rows(self) -> bool:
        return bool(self.table) or bool(self.rows and self.rows.stored)

    def inner_touched(self) -> bool:
        return bool(self.rows) and any(source.touched for source in self.rows.stored)


class Sources:
    """What a query reads from, and what the queries around it do."""

    def __init__(self, around: Sources | None):
        self.around = around
        self.own: dict[Source, str] = {}

    def add(self, name: str, source: Source) -> None:
        self.own[source] = name

    def nodes(self, expression: exp.Expression) -> list[Node]:
        """The columns that a plain column comes from; the least or the greatest of them is one of them, + 0 too."""
        while isinstance(expression, exp.Paren | exp.Min | exp.Max | exp.Add):
            expression = expression.this
        if not isinstance(expression, exp.Column):
            return []
        source = self._find(expression)
        return source.nodes(expression.name) if source else []

    def _find(self, column: exp.Column) -> Source | None:
        if column.table:
            found = [source for source, name in self.own.items() if name == column.table]
        else:
            found = [source for source in self.own if source.has(column.name)] or list(self.own)
        return found[0] if found else self.around._find(column) if self.around else None

    def given(self, query: exp.Expression) -> Rows:
        """What a query gives of these."""
        returning = query.args.get("returning")
        chosen = query.expressions if isinstance(query, exp.Select) else returning.expressions if returning else []
        columns: dict[str, list[Node]] = {}
        whole: list[Source] = []
        for each in chosen:
            if each.is_star:
                whole += [s for s, name in self.own.items() if not isinstance(each, exp.Column) or name == each.table]
            else:
                columns[each.alias_or_name or f"column {len(columns)}"] = self.nodes(each.unalias())
        return Rows(columns, whole, self.stored())

    def stored(self) -> set[Source]:
        return {s for s in self.own if s.table} | {below for s in self.own if s.rows for below in s.rows.stored}


class Equal:
    """Which columns are equal."""

    def __init__(self) -> None:
        self.first: dict[Node, Node] = {}

    def join(self, one: Node, other: Node) -> None:
        self.first[self._of(one)] = self._of(other)

    def _of(self, node: Node) -> Node:
        self.first.setdefault(node, node)
        while self.first[node] != node:
            node = self.first[node]
        return node

    def classes(self) -> list[list[Node]]:
        found: dict[Node, list[Node]] = {}
        for node in list(self.first):
            found.setdefault(self._of(node), []).append(node)
        return list(found.values())

    def together(self) -> Callable[[Iterable[Source]], bool]:
        """Whether the rows of these sources lie in one shard: their visits are equal, or their conflicts."""
        lie = Equal()
        for nodes in self.classes():
            for wanted in (VISIT, CONFLICT):
                stored = [node.source for node in nodes if kind(node) == wanted]
                for source in stored[1:]:
                    lie.join(Node(stored[0], ""), Node(source, ""))
        return lambda sources: len({lie._of(Node(source, "")) for source in sources}) == 1
