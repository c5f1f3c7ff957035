"""The statements below sql/, with includes, macros and identifiers filled in as the commands do it (StepSql).

A table of the source is a query of the columns that the statement names, each read as its kind is (SourceColumns).
"""

from __future__ import annotations

import csv
import functools
import re
from collections import defaultdict
from pathlib import Path

from stand_ins.layout import ROOT

SQL = ROOT / "sql"
DIALECTS = ("snowflake", "postgres")
PLACE = re.compile(r"\$\{([a-z0-9_]+)(?: ([a-z0-9_/+]+))?")
SOURCE = re.compile(r"""\$\{(source|as_written)\(([A-Z_]+)(?:, "([^"]+)" (IN \([^()$]*\)))?\)\}""")
AS_WRITTEN = " as written"
STRING = re.compile(r"""'[^']*'|"[^"]*"|--[^\n]*|::|:([a-z][a-z0-9_]*)""")


def files() -> list[tuple[Path, str]]:
    """Every file with each dialect that reads it."""
    found = []
    for path in sorted(SQL.rglob("*.sql")):
        if "target" not in path.parts:
            named = "postgres" if SQL / "schema" in path.parents else path.suffixes[0].lstrip(".")
            found += [(path, dialect) for dialect in DIALECTS if named in (dialect, "sql")]
    return found


def expanded(path: Path, dialect: str) -> str:
    """The whole text of a file; macros' own files get names for their arguments."""
    text = _expand(path.read_text(), dialect)
    text = _expand(SOURCE.sub(functools.partial(_derived, text), text), dialect)
    text = re.sub(r"\$(\d)", r"argument_\1", text)
    return STRING.sub(lambda found: "?" if found[1] else _no_comment(found[0]), text).strip()


def _no_comment(text: str) -> str:
    return "" if text.startswith("--") else text


def _resource(name: str, dialect: str) -> str:
    of_dialect = SQL / f"{name}.{dialect}.sql"
    return (of_dialect if of_dialect.exists() else SQL / f"{name}.sql").read_text()


def _expand(text: str, dialect: str) -> str:
    done, at = "", 0
    while place := PLACE.search(text, at):
        name, included, after = place[1], place[2], place.end()
        done += text[at : place.start()]
        if name in ("columns", "each"):
            after = text.index("}", after)
            template = text[place.end() : after].strip()
            done += (", " if name == "columns" else " ").join(_columns(included, template))
        elif included:
            done += _expand(_resource(included, dialect), dialect)
        elif text[after] == "(":
            arguments, after = _arguments(text, after + 1)
            done += _macro(name, arguments, dialect)
        else:
            done += name
        assert text[after] == "}", f"not closed: {text[place.start() : after + 1]}"
        at = after + 1
    return done + text[at:]


def _columns(lists: str, template: str) -> list[str]:
    """What a template says of each column of conflictvisitmaps that is in all of these lists (ConflictRow)."""
    said = []
    for row in _conflict_row():
        if set(lists.split("+")) <= set(row["lists"].split()):
            line = template.replace("$width", re.sub("[^0-9]", "", row["type"]))
            for word in ("name", "attribute", "type", "of"):
                line = line.replace(f"${word}", row[word])
            said.append(line)
    return said


@functools.cache
def _conflict_row() -> list[dict[str, str]]:
    with (SQL / "conflict_row" / "columns.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def _derived(statement: str, place: re.Match) -> str:
    """A table of the source with the columns that the statement names anywhere, or with all as they are written."""
    form, table, sought, among = place.groups()
    columns = _source_columns()[table]
    named = [each for each in columns if f'"{each[0]}"' in statement] or columns[:1]
    read = [f'${{read_{kind}("{name}")}} AS "{name}"' for name, kind in named]
    read += [f'"{name}" AS "{name}{AS_WRITTEN}"' for name, _ in columns if f'"{name}{AS_WRITTEN}"' in statement]
    if form == "as_written":
        read = [f'"{name}"' for name, _ in columns]
    wanted = f' WHERE ${{sought_id("{sought}")}} {among}' if sought else ""
    return f"(SELECT {', '.join(read)} FROM ${{source_table({table})}}{wanted})"


@functools.cache
def _source_columns() -> dict[str, list[tuple[str, str]]]:
    """Tables of the source, with the columns that are read and their kinds."""
    found = defaultdict(list)
    with (SQL / "source" / "columns.csv").open(newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["table"]].append((row["column"], row["kind"]))
    return dict(found)


def _macro(name: str, arguments: list[str], dialect: str) -> str:
    if name in ("source", "as_written"):
        return f"${{{name}({', '.join(arguments)})}}"
    text = _expand(_resource(f"dialect/{name}", dialect), dialect)
    text = re.sub(r"(?m)^--.*\n?", "", text).strip()
    for number in range(len(arguments), 0, -1):
        text = text.replace(f"${number}", _expand(arguments[number - 1], dialect))
    return text


def _arguments(text: str, begin: int) -> tuple[list[str], int]:
    arguments, depth, start = [], 0, begin
    for at in range(begin, len(text)):
        character = text[at]
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0 or (depth == 0 and character == ","):
            arguments.append(text[start:at].strip())
            start = at + 1
        if depth < 0:
            return arguments, at + 1
    raise AssertionError("a parenthesis is not closed")
