"""By what a statement finds the stored rows it names, and whether it stays within a shard of tables cut by VisitID.

A shard has all rows of its primary visits and the conflicts above them: a conflict is of one primary visit. A
statement stays within it that finds rows by one of the two, or that reads each shard from its beginning. One that finds
rows by anything else asks every shard; one that joins stored rows with each other by anything else needs several.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

from sql_shard_sources import CONFLICT, ID, KEY, VISIT, Equal, Node, Rows, Source, Sources, kind
from sqlglot import exp

SCAN = "scan"
WITHIN = (VISIT, CONFLICT, SCAN)
May = Callable[[Source], bool]


def found_by(statements: Iterable[exp.Expression]) -> set[str]:
    """What stored rows are found by; empty where there are none. What is not in WITHIN leaves the shard."""
    found: set[str] = set()
    for statement in statements:
        joins = Joins()
        joins.follow(statement)
        found |= joins.found_by()
    return found


class Joins:
    """Follows one statement."""

    def __init__(self) -> None:
        self.equal = Equal()
        self.large: list[Source] = []
        self.found: set[str] = set()

    def found_by(self) -> set[str]:
        together = self.equal.together()
        found = self.found | {self._one(source) for source in self.large}
        for nodes in self.equal.classes():
            sources = {node.source for node in nodes if node.source.table}
            kinds = {kind(node) for node in nodes if node.source.table}
            if len(sources) > 1 and kinds not in ({VISIT}, {CONFLICT}, {ID}) and not together(sources):
                found.add("joined by " + " = ".join(_columns(nodes)))
            if any(node.source.is_reckoned_of_others(sources) for node in nodes):
                found.add("joined by what is reckoned of others")
        return found

    @staticmethod
    def _one(source: Source) -> str:
        """The best of what it is found by."""
        kinds = {kind(Node(source, column)) for column in source.found}
        known = [each for each in (VISIT, CONFLICT, ID, KEY) if each in kinds]
        return known[0] if known else ", ".join(sorted(source.found)) or SCAN

    def follow(self, statement: exp.Expression) -> None:
        if isinstance(statement, exp.Create):
            if isinstance(statement.expression, exp.Query):
                self._query(statement.expression, {}, None)
        elif isinstance(statement, exp.Query | exp.Insert | exp.Update | exp.Delete):
            self._query(statement, {}, None)

    def _query(self, query: exp.Expression, named: dict, around: Sources | None, may: May = lambda _: False) -> Rows:
        """What a query gives; `may` says which sources around it its conditions narrow down."""
        named = dict(named)
        with_ = query.args.get("with_")
        for cte in with_.expressions if with_ else []:
            named[cte.alias] = self._query(cte.this, named, around)
        if isinstance(query, exp.Subquery | exp.Paren):
            return self._query(query.this, named, around, may)
        if isinstance(query, exp.SetOperation):
            first, second = (self._query(part, named, around, may) for part in (query.this, query.expression))
            return first.beside(second)
        if isinstance(query, exp.Insert):
            return self._insert(query, named, around)
        if not isinstance(query, exp.Select | exp.Update | exp.Delete):
            return Rows({})
        sources = Sources(around)
        conditions = list(self._sources(query, named, sources))
        where = query.args.get("where")
        conditions += [(where.this, None)] if where else []
        for condition, optional in conditions:
            self._condition(condition, named, sources, self._may(sources, optional, may))
        self._rest(query, named, sources)
        self._each_with_each(sources)
        return sources.given(query)

    @staticmethod
    def _may(sources: Sources, optional: set[Source] | None, may: May) -> May:
        """An outer join narrows down only what it adds."""
        return lambda source: source in optional if optional is not None else source in sources.own or may(source)

    def _insert(self, insert: exp.Insert, named: dict, around: Sources | None) -> Rows:
        target = Source.of(insert.this.find(exp.Table))
        if target.table:
            self.found.add(CONFLICT if target.table == "conflicts" else VISIT)
        if isinstance(insert.expression, exp.Query):
            self._query(insert.expression, named, around)
        return Rows({})

    def _sources(self, query: exp.Expression, named: dict, sources: Sources) -> Iterator[tuple]:
        """Adds what a query reads from; gives the conditions of its joins, and which source they narrow down alone."""
        first = [] if isinstance(query, exp.Select) else [query.this]
        from_ = query.args.get("from_")
        places = [*first, *([from_.this] if from_ else []), *(query.args.get("using") or [])]
        for place in places:
            self._add(place, named, sources)
            yield from self._joined(place.args.get("joins"), named, sources)
        yield from self._joined(query.args.get("joins"), named, sources)
        for lateral in query.args.get("laterals") or []:
            self._add(lateral, named, sources)

    def _joined(self, joins: list[exp.Join] | None, named: dict, sources: Sources) -> Iterator[tuple]:
        for join in joins or []:
            added = self._add(join.this, named, sources)
            on = join.args.get("on")
            if on is not None:
                yield on, {"LEFT": {added}, "FULL": set()}.get(join.side)

    def _add(self, place: exp.Expression, named: dict, sources: Sources) -> Source:
        inner = place.this if isinstance(place, exp.Lateral) else place
        if isinstance(inner, exp.Subquery):
            source = Source(None, self._query(inner.this, named, sources).named(place.alias_column_names))
        elif isinstance(inner, exp.Table) and not inner.db and inner.name in named:
            source = Source(None, named[inner.name])
        else:
            source = Source.of(inner)
        if source.table:
            self.large.append(source)
        sources.add(place.alias_or_name, source)
        return source

    def _condition(self, condition: exp.Expression, named: dict, sources: Sources, may: May) -> None:
        if isinstance(condition, exp.And | exp.Paren):
            for part in condition.flatten() if isinstance(condition, exp.And) else [condition.this]:
                self._condition(part, named, sources, may)
        elif isinstance(condition, exp.Not):
            self._condition(condition.this, named, sources, lambda _: False)
        elif isinstance(condition, exp.Exists):
            self._query(condition.this, named, sources, may)
        elif isinstance(condition, exp.In) and condition.args.get("query"):
            given = self._query(condition.args["query"], named, sources, may)
            asked = condition.this.expressions if isinstance(condition.this, exp.Tuple) else [condition.this]
            for each, nodes in zip(asked, given.columns.values(), strict=False):
                self._equality(sources.nodes(each), nodes or [Node(Source(None), "")], may)
        elif isinstance(condition, exp.EQ | exp.Is):
            left, right = condition.this, condition.expression
            self._equality(sources.nodes(left), sources.nodes(right), may)
            is_null = isinstance(condition, exp.Is)
            self._equality_with_value(left, right, sources, lambda s: may(s) and not is_null)
            self._equality_with_value(right, left, sources, may)
            self._rest(condition, named, sources)
        else:
            self._rest(condition, named, sources)

    def _equality(self, left: list[Node], right: list[Node], may: May) -> None:
        if not left or not right or {node.source for node in left} == {node.source for node in right}:
            return
        for one, other in itertools.product(left, right):
            self.equal.join(one, other)
        for node in (*left, *right):
            node.source.touched = True
            if may(node.source):
                node.source.found.add(node.column)

    @staticmethod
    def _equality_with_value(column: exp.Expression, value: exp.Expression, sources: Sources, may: May) -> None:
        """Found by what is reckoned from other rows, or, by an id or a key, by what a parameter says."""
        if isinstance(value, exp.Column):
            return
        for node in sources.nodes(column):
            of_others = any(
                each.source is not node.source for c in value.find_all(exp.Column) for each in sources.nodes(c)
            )
            if (of_others or kind(node)) and may(node.source):
                node.source.touched = True
                node.source.found.add(node.column)

    def _rest(self, expression: exp.Expression, named: dict, sources: Sources) -> None:
        """The queries within an expression, and over what a window looks; sources and conditions have been followed."""
        done = ("with_", "from_", "joins", "laterals", "using", "where")
        for key, below in expression.args.items():
            parts = below if isinstance(below, list) else [below]
            followed = key in done if isinstance(expression, exp.Select | exp.Update | exp.Delete) else False
            for part in () if followed else parts:
                if isinstance(part, exp.Query):
                    self._query(part, named, sources)
                elif isinstance(part, exp.Expr):
                    self._moves(expression, part, sources)
                    self._window(part, sources)
                    self._rest(part, named, sources)

    def _moves(self, update: exp.Expression, part: exp.Expression, sources: Sources) -> None:
        """Whether an UPDATE sets what decides where a row lies."""
        if isinstance(update, exp.Update) and isinstance(part, exp.EQ):
            target = next(iter(sources.own), None)
            if target and target.table and kind(Node(target, part.this.name)) == VISIT:
                self.found.add(f"sets {part.this.name}")

    def _window(self, part: exp.Expression, sources: Sources) -> None:
        by = part.args.get("partition_by") if isinstance(part, exp.Window) else None
        nodes = [node for column in by or [] for node in sources.nodes(column) if node.source.table]
        if nodes and not {kind(node) for node in nodes} & {VISIT, CONFLICT}:
            self.found.add("beside each other by " + ", ".join(dict.fromkeys(node.column for node in nodes)))

    def _each_with_each(self, sources: Sources) -> None:
        stored = [source for source in sources.own if source.has_stored_rows()]
        if len(stored) > 1 and not all(source.touched or source.inner_touched() for source in stored):
            self.found.add("each with each")


def _columns(nodes: list[Node]) -> list[str]:
    """Of stored rows; one of two sources twice."""
    return sorted(node.column for node in nodes if node.source.table)
