"""How a Snowflake statement reads the columns of the source: what stands where that would go wrong in a real warehouse.

The emulator holds no offset for each value and converts more than Snowflake does, so the statements themselves are
looked at. Each expression is followed to the columns of the source that its value comes from, through queries, CTEs and
temporary tables of other statements. Cast to a date or to a timestamp without a zone, a zoned column is harmless.
"""

from __future__ import annotations

from source_tags import NOTHING, NUMBER, Sources, Tags, key, name_key, source_columns
from source_values import Values
from sqlglot import exp


class Reading:
    """Follows statements; `problems` are what it found, `unknown` the tables that it cannot follow."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.values = Values(self.problems, self._query)
        self.unknown: set[str] = set()  # tables
        self.temporary: dict[str, dict[str, Tags]] = {}

    def follow(self, statement: exp.Expression) -> bool:
        """Looks at one statement; returns whether it made known something about a temporary table."""
        if isinstance(statement, exp.Create):
            made = self._query(statement.expression, {}, None) if statement.expression else declared(statement)
            named = key(statement.find(exp.Table).name)
            before = self.temporary.get(named, {})
            columns = {name: tags | before.get(name, NOTHING) for name, tags in made.items()}
            self.temporary[named] = before | columns
            return self.temporary[named] != before
        if isinstance(statement, exp.Query):
            self._query(statement, {}, None)
        return False

    def _query(self, query: exp.Expression, named: dict, around: Sources | None) -> dict[str, Tags]:
        """The columns of a query, by name."""
        named = dict(named)
        for cte in query.ctes if isinstance(query, exp.Query) else []:
            named[name_key(cte.args["alias"].this)] = self._query(cte.this, named, around)
        if isinstance(query, exp.Subquery):
            return self._query(query.this, named, around)
        if isinstance(query, exp.SetOperation):
            left, right = self._query(query.this, named, around), self._query(query.expression, named, around)
            both = {name: left[name] | tags for name, tags in zip(left, right.values(), strict=False)}
            if query.args.get("distinct"):
                self.values.distinct(both.values(), query)
            return both
        return self._select(query, named, around) if isinstance(query, exp.Select) else {}

    def _select(self, select: exp.Select, named: dict, around: Sources | None) -> dict[str, Tags]:
        sources = Sources(around=around)
        joined = select.args.get("joins") or []
        for item in [select.args.get("from_"), *joined, *(select.args.get("laterals") or [])]:
            if item is not None:
                table = item.this if isinstance(item, (exp.From, exp.Join)) else item
                sources.tables[key(table.alias_or_name)] = self._table(table, named, around)
        for projection in select.expressions:
            self._project(projection, sources, named)
        for join in joined:
            self.values.judge(join.args.get("on"), sources, named)
            for column in join.args.get("using") or []:
                self.values.compared([sources.find(exp.column(column))], join)
        for part in ("where", "having", "qualify"):
            clause = select.args.get(part)
            self.values.judge(clause and clause.this, sources, named)
        group = select.args.get("group")
        grouped = [self._place(each, sources, named) for each in group.expressions] if group else []
        self.values.distinct(grouped, group)
        if select.args.get("distinct"):
            self.values.distinct(sources.made.values(), select)
        self.values.ordered(select.args.get("order"), sources, named)
        return sources.made

    def _table(self, table: exp.Expression, named: dict, around: Sources | None) -> dict[str, Tags] | None:
        if isinstance(table, exp.Subquery):
            return self._query(table, named, around)
        if not isinstance(table, exp.Table) or not isinstance(table.this, exp.Identifier):
            return None
        if not table.db and name_key(table.this) in named:
            return named[name_key(table.this)]
        columns = source_columns().get(key(table.name)) or self.temporary.get(key(table.name))
        if columns is None:
            self.unknown.add(key(table.name))
        return columns

    def _project(self, projection: exp.Expression, sources: Sources, named: dict) -> None:
        column = projection.this if isinstance(projection, exp.Column) else projection
        if isinstance(column, exp.Star):
            table = projection.table if isinstance(projection, exp.Column) else ""
            for alias, columns in sources.tables.items():
                if (not table or alias == key(table)) and columns:
                    sources.made |= columns
            return
        tags = self.values.judge(projection.unalias(), sources, named)
        alias = projection.args.get("alias") if isinstance(projection, exp.Alias) else projection.find(exp.Identifier)
        sources.made[name_key(alias) if alias else projection.sql()] = tags

    def _place(self, expression: exp.Expression, sources: Sources, named: dict) -> Tags:
        """What a part of GROUP BY names; a number is a place among the new columns."""
        if isinstance(expression, exp.Literal) and not expression.is_string:
            return list(sources.made.values())[int(expression.this) - 1]
        return self.values.judge(expression, sources, named)


def declared(statement: exp.Create) -> dict[str, Tags]:
    """The columns of a table that is made empty."""
    numeric = exp.DataType.NUMERIC_TYPES
    return {
        name_key(column.this): frozenset({(NUMBER, column.name)}) if column.kind.this in numeric else NOTHING
        for column in statement.find_all(exp.ColumnDef)
    }
