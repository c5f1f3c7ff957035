"""What the value of an expression is, and what is wrong on the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from source_tags import APPLICATION, BOUND, INSTANT, NOTHING, NUMBER, ZONED, Sources, Tags, has, without
from sqlglot import exp

COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.NullSafeEQ, exp.NullSafeNEQ)
ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod, exp.Neg, exp.IntDiv)
DIFFERENCES = (exp.DateDiff, exp.TimestampDiff, exp.DatetimeDiff, exp.DateAdd, exp.DateTrunc, exp.TimestampTrunc)
ONE_OF = (exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least)
CLEAR_OF_ZONE = {exp.DataType.Type.DATE, exp.DataType.Type.TIMESTAMPNTZ, exp.DataType.Type.TIMESTAMP}
WITH_ZONE = {exp.DataType.Type.TIMESTAMPTZ, exp.DataType.Type.TIMESTAMPLTZ}


class Values:
    """Follows expressions down to columns; queries in them are followed by `query`."""

    def __init__(self, problems: list[str], query: Callable[[exp.Expression, dict, Sources], dict[str, Tags]]):
        self.problems, self.query = problems, query

    def judge(self, node: exp.Expression | None, sources: Sources, named: dict) -> Tags:
        """What the value of an expression is; what is wrong on the way is noted."""
        if node is None:
            return NOTHING
        for kinds, judge in JUDGES:
            if isinstance(node, kinds):
                return judge(self, node, sources, named)
        return without(NUMBER, self._all(node.iter_expressions(), sources, named))

    def _all(self, nodes: Iterable[exp.Expression], sources: Sources, named: dict) -> Tags:
        return frozenset().union(*[self.judge(node, sources, named) for node in nodes])

    def _column(self, node: exp.Column, sources: Sources, _: dict) -> Tags:
        return NOTHING if isinstance(node.this, exp.Star) else sources.find(node)

    def _literal(self, node: exp.Literal, *_) -> Tags:
        return NOTHING if node.is_string else frozenset({(NUMBER, node.this)})

    def _cast(self, node: exp.Cast, sources: Sources, named: dict) -> Tags:
        tags, to = self.judge(node.this, sources, named), node.to.this
        if to in CLEAR_OF_ZONE:
            return without(ZONED, without(INSTANT, tags))
        if to in WITH_ZONE:
            return tags | {(INSTANT, BOUND)}
        if to in exp.DataType.NUMERIC_TYPES:
            if not isinstance(node, exp.TryCast):
                self._note(APPLICATION, "is converted without TRY_", tags, node)
            return frozenset({(NUMBER, node.sql("snowflake"))})
        return without(NUMBER, tags)

    def _comparison(self, node: exp.Expression, sources: Sources, named: dict) -> Tags:
        sides = [node.this, node.args.get("expression"), node.args.get("low"), node.args.get("high")]
        sides += node.expressions if isinstance(node, exp.In) else []
        tags = [self.judge(side, sources, named) for side in sides if side is not None]
        if isinstance(node, exp.In) and (query := node.args.get("query")):
            tags += self.query(query, named, sources).values()
        self.compared(tags, node)
        return NOTHING

    def compared(self, sides: list[Tags], node: exp.Expression) -> None:
        together = frozenset().union(*sides)
        self._note(ZONED, "stands bare", together, node)
        if any(has(INSTANT, side) for side in sides) and not all(has(INSTANT, side) for side in sides):
            self._note(INSTANT, "is compared with no instant", together, node)
        self._beside_a_number(together, node)

    def _one_of(self, node: exp.Expression, sources: Sources, named: dict) -> Tags:
        tags = self._all([node.this, *node.expressions, *filter(None, [node.args.get("expression")])], sources, named)
        self._beside_a_number(tags, node)
        return tags

    def _case(self, node: exp.Case, sources: Sources, named: dict) -> Tags:
        asked = self.judge(node.this, sources, named)
        tests = [self.judge(branch.this, sources, named) for branch in node.args["ifs"]]
        if node.this is not None:
            self.compared([asked, *tests], node)
        values = [branch.args["true"] for branch in node.args["ifs"]] + list(filter(None, [node.args.get("default")]))
        tags = self._all(values, sources, named)
        self._beside_a_number(tags, node)
        return tags

    def _if(self, node: exp.If, sources: Sources, named: dict) -> Tags:
        self.judge(node.this, sources, named)
        tags = self._all(filter(None, [node.args.get("true"), node.args.get("false")]), sources, named)
        self._beside_a_number(tags, node)
        return tags

    def _arithmetic(self, node: exp.Expression, sources: Sources, named: dict) -> Tags:
        tags = self._all(node.iter_expressions(), sources, named)
        self._note(APPLICATION, "is reckoned with", tags, node)
        self._note(ZONED, "stands bare", tags, node)
        return frozenset({(NUMBER, node.sql("snowflake"))})

    def _difference(self, node: exp.Expression, sources: Sources, named: dict) -> Tags:
        self._note(ZONED, "stands bare", self._all(node.iter_expressions(), sources, named), node)
        return NOTHING

    def _extreme(self, node: exp.Expression, sources: Sources, named: dict) -> Tags:
        tags = self.judge(node.this, sources, named)
        self._note(ZONED, "stands bare", tags, node)
        return tags

    def _count(self, node: exp.Count, sources: Sources, named: dict) -> Tags:
        counted = node.this
        if isinstance(counted, exp.Distinct):
            self.distinct([self.judge(each, sources, named) for each in counted.expressions], node)
        elif not isinstance(counted, exp.Star):
            self.judge(counted, sources, named)
        return frozenset({(NUMBER, node.sql("snowflake"))})

    def _to_number(self, node: exp.ToNumber, sources: Sources, named: dict) -> Tags:
        tags = self.judge(node.this, sources, named)
        if not node.args.get("safe"):
            self._note(APPLICATION, "is converted without TRY_", tags, node)
        return frozenset({(NUMBER, node.sql("snowflake"))})

    def _position(self, node: exp.StrPosition, sources: Sources, named: dict) -> Tags:
        self._all(node.iter_expressions(), sources, named)
        return frozenset({(NUMBER, node.sql("snowflake"))})

    def _window(self, node: exp.Window, sources: Sources, named: dict) -> Tags:
        tags = self.judge(node.this, sources, named)
        self.distinct([self.judge(each, sources, named) for each in node.args.get("partition_by") or []], node)
        self.ordered(node.args.get("order"), sources, named)
        return tags

    def _condition(self, node: exp.Expression, sources: Sources, named: dict) -> Tags:
        self._all(node.iter_expressions(), sources, named)
        return NOTHING

    def _subquery(self, node: exp.Expression, sources: Sources, named: dict) -> Tags:
        query = node.this if isinstance(node, (exp.Exists, exp.Subquery)) else node
        return frozenset().union(*self.query(query, named, sources).values())

    # what is wrong

    def ordered(self, order: exp.Order | None, sources: Sources, named: dict) -> None:
        for each in order.expressions if order else []:
            self._note(ZONED, "stands bare", self.judge(each.this, sources, named), order)

    def distinct(self, keys: Iterable[Tags], node: exp.Expression | None) -> None:
        for tags in keys:
            self._note(ZONED, "stands bare", tags, node)
            self._note(INSTANT, "is a key", tags, node)

    def _beside_a_number(self, tags: Tags, node: exp.Expression) -> None:
        if has(NUMBER, tags):
            self._note(APPLICATION, "stands beside a number", tags, node)

    def _note(self, what: str, wrong: str, tags: Tags, node: exp.Expression) -> None:
        for kind, column in sorted(tags):
            if kind == what and column != BOUND:
                self.problems.append(f"{column} {wrong}: {node.sql('snowflake')[:160]}")


JUDGES = (
    (exp.Column, Values._column),
    (exp.Literal, Values._literal),
    (exp.Window, Values._window),
    (exp.Cast, Values._cast),
    (exp.ToNumber, Values._to_number),
    (exp.StrPosition, Values._position),
    ((*COMPARISONS, exp.Between, exp.In), Values._comparison),
    (ONE_OF, Values._one_of),
    (exp.Case, Values._case),
    (exp.If, Values._if),
    (ARITHMETIC, Values._arithmetic),
    (DIFFERENCES, Values._difference),
    ((exp.Min, exp.Max), Values._extreme),
    (exp.Count, Values._count),
    ((exp.And, exp.Or, exp.Not, exp.Is, exp.Like, exp.RegexpLike), Values._condition),
    ((exp.Exists, exp.Subquery, exp.Select, exp.SetOperation), Values._subquery),
)
