"""The documents and the code say the same: links, statements, warnings, details of result documents, migrations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from stand_ins.layout import ROOT

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md")), ROOT / "sql" / "schema" / "README.md"]
CODE_BLOCK = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
LITERALS = r'((?:"(?:[^"\\]|\\.)*"\s*\+?\s*)+)'
WARNING = re.compile(r"\b(?:warn|warnings\.add|costs\.add)\(\s*(?:Warning\.counting\(\s*)?" + LITERALS)
WHERE_WARNINGS_ARE_TOLD = [DOCS / "operating.md", DOCS / "database.md"]
# In a warning of the code, and in how a document quotes one: what differs from one to the next.
FILLED_IN = re.compile(r"%,?(?:\.\d)?[ds]|\{\}")
LEFT_OPEN = re.compile(r"…|\*[^*]+\*|\b[nN]\b|\b\d[\d,.]*")
LEAST_LETTERS = 9  # between what differs: by so many a warning is told from the others


def java() -> Iterator[str]:
    for path in sorted((ROOT / "tasks").glob("**/src/main/java/**/*.java")):
        yield path.read_text(encoding="utf-8")


def joined(literals: str) -> str:
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals)).replace('\\"', '"')


def anchors(page: Path) -> set[str]:
    """The headings' names, as GitHub makes them."""
    seen: dict[str, int] = {}
    for heading in re.findall(r"^#+ (.+)$", CODE_BLOCK.sub("", page.read_text(encoding="utf-8")), re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower()).replace(" ", "-")
        seen[name] = seen.get(name, -1) + 1
    return {name if not again else f"{name}-{again}" for name, most in seen.items() for again in range(most + 1)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    lost = []
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not re.match(r"[a-z]+:", link) and not (
            target.exists() and (not anchor or target.suffix != ".md" or anchor in anchors(target))
        ):
            lost.append(link)
    assert lost == []


def statements() -> list:
    """The SQL that a person is to run, by where it stands."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in re.finditer(r"^( *)```sql\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE):
            line = text[: block.start()].count("\n") + 1
            sql = re.sub(r"^ *\\copy \((.*)\) TO .*$", r"\1;", block[2], flags=re.MULTILINE)  # psql's own
            found.append(pytest.param(sql.replace("…", "x"), id=f"{page.relative_to(ROOT)}:{line}"))
    return found


def of_snowflake(sql: str) -> bool:
    return "analytics." in sql.lower()


def made() -> str:
    """All that makes the tables of a database; the view has its name from a parameter."""
    files = [*(ROOT / "sql" / "schema").rglob("*.sql"), ROOT / "dags" / "care_conflict" / "parameters.json"]
    return "".join(path.read_text() for path in files)


@pytest.mark.parametrize("sql", statements())
def test_a_statement_parses_and_names_what_there_is(sql):
    parsed = [each for each in sqlglot.parse(sql, dialect="snowflake" if of_snowflake(sql) else "postgres") if each]
    assert parsed
    if of_snowflake(sql):
        return
    tables = set(re.findall(r"conflict_dev\.([a-z_]+)", sql))
    columns = {each.name for part in parsed for each in part.find_all(exp.Column) if each.this.quoted}
    schema = made()
    assert [table for table in tables if not re.search(rf"\b{table}\b", schema)] == []
    assert [column for column in columns if f'"{column}"' not in schema] == []


def letters(parts: list[str]) -> int:
    """Of the part that has the most."""
    return max((sum(map(str.isalpha, part)) for part in parts), default=0)


def told_warnings() -> list[re.Pattern]:
    """Of the tables' cells what quotes a warning, as a pattern."""
    patterns = []
    for page in WHERE_WARNINGS_ARE_TOLD:
        rows = re.findall(r"^\| .*$", page.read_text(encoding="utf-8"), re.MULTILINE)
        for cell in (cell for row in rows for cell in row.strip("| ").split(" | ")[:2]):
            plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cell).replace("`", "")
            for quoted in re.split(r"; | / ", re.sub(r"^(exit \d+|a warning)[,:] ", "", plain)):
                parts = [part.strip() for part in LEFT_OPEN.split(quoted) if part.strip()]
                if letters(parts) >= LEAST_LETTERS:
                    patterns.append(re.compile(".*".join(map(re.escape, parts))))
    return patterns


def test_the_runbook_names_every_warning():
    told = told_warnings()
    texts = [joined(found) for text in java() for found in WARNING.findall(text)]
    # One without enough words of its own is told by what fills it in.
    warnings = [text for text in texts if letters(FILLED_IN.split(text)) >= LEAST_LETTERS]
    assert len(warnings) > 40
    assert [text for text in warnings if not any(each.search(FILLED_IN.sub("7", text)) for each in told)] == []


def test_no_text_of_the_code_has_what_the_report_takes_for_an_ssn():
    texts = [text for source in java() for text in re.findall(r'"((?:[^"\\\n]|\\.)*)"', source)]
    assert len(texts) > 1000
    assert [text for text in texts if " " in text and re.search(r"(?<!\d)\d{9}(?!\d)", text)] == []


def test_the_runbook_has_every_state_of_a_failed_statement_with_its_exit_code():
    source = next((ROOT / "tasks" / "lib" / "core").glob("src/main/java/**/SqlState.java")).read_text(encoding="utf-8")
    names = dict(re.findall(r'String (\w+) = "(\w+)";', source))
    known = re.findall(r'\b(again|never)\(\s*("\w+"|[A-Z]+),', source)
    exits = {names.get(code, code.strip('"')): "2" if how == "never" else "1" for how, code in known}
    rows = re.findall(
        r"^\| (.*\(\w+…?\).*?) \| (\d) \|", (DOCS / "operating.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    told = {code: exit_code for cell, exit_code in rows for code in re.findall(r"\((\w+)…?\)", cell)}
    assert len(exits) > 30
    wrong = {
        code: exits[code]
        for code in exits
        if told.get(max(filter(code.startswith, told), key=len, default="")) != exits[code]
    }
    assert wrong == {}


def test_every_test_that_a_document_names_is_there():
    java_tests = {path.stem: path for path in (ROOT / "tasks").glob("**/src/test/java/**/*.java")}
    python = "".join(
        path.read_text() for room in ("dags", "deploy", "docker") for path in (ROOT / room).rglob("test_*.py")
    )
    lost, seen = [], 0
    for page in set(PAGES) - {DOCS / "changelog.md"}:
        text = page.read_text(encoding="utf-8")
        for name, method in re.findall(r"`([A-Z]\w*[a-z](?:IT|Test))(?:\.(\w+))?`", text):
            seen += 1
            if name not in java_tests or (method and f" {method}(" not in java_tests[name].read_text()):
                lost.append((page.name, name, method))
        for name in re.findall(r"`(test_\w+)`", text):
            seen += 1
            if not re.search(rf"\bdef {name}\(", python) and not (ROOT / "tasks" / name).exists():
                lost.append((page.name, name))
    assert lost == []
    assert seen > 20


def defaults() -> dict[str, str]:
    """Of the settings, as docs/airflow.md has them (dags/tests compares that page with the code); of the parameters."""
    settings = re.findall(
        r"^\| `CONFLICT_MANAGEMENT_(\w+)` \| `(.*?)` \|", (DOCS / "airflow.md").read_text(), re.MULTILINE
    )
    described = json.loads((ROOT / "dags" / "care_conflict" / "parameters.json").read_text(encoding="utf-8"))
    return dict(settings) | {each["name"]: str(each["default"]).lower() for each in described}


def test_a_default_in_brackets_is_the_one_that_holds():
    known, wrong, seen = defaults(), [], 0
    for page in set(PAGES) - {DOCS / "changelog.md"}:  # which tells of what was
        text = page.read_text(encoding="utf-8").replace("CONFLICT_MANAGEMENT_", "")
        for name, default in re.findall(r"`?\b(\w+)\b`? \(([\d,]+|true|false)\)", text):
            if name in known:
                seen += 1
                if default.replace(",", "") != known[name]:
                    wrong.append((page.name, name, default))
    assert wrong == []
    assert seen > 15


def test_the_runbook_names_every_step_of_status_management_in_its_order():
    described = json.loads((ROOT / "dags" / "care_conflict" / "parameters.json").read_text(encoding="utf-8"))
    (steps,) = [each["schema"]["items"]["enum"] for each in described if each["name"] == "only_steps"]
    assert ", ".join(f"`{step}`" for step in steps) in (DOCS / "operating.md").read_text(encoding="utf-8")


def test_the_schema_of_result_documents_has_every_detail():
    schema = json.loads((DOCS / "result-document.schema.json").read_text(encoding="utf-8"))
    said = {name for text in java() for name in re.findall(r'\brun\.detail\(\s*"(\w+)"', text)}
    assert len(said) > 10
    assert said - schema["properties"]["details"]["properties"].keys() == set()
    put = {name for text in java() for name in re.findall(r'\bdetails\.put\(\s*"(\w+)"', text)}
    assert len(put) > 10
    assert [name for name in put if f'"{name}": {{' not in (DOCS / "result-document.schema.json").read_text()] == []


def test_the_changelog_asks_for_every_migration():
    told = set(re.findall(r"\bV\d+\b", (DOCS / "changelog.md").read_text()))
    files = {path.name.partition("__")[0] for path in (ROOT / "sql" / "schema" / "owned").glob("V*.sql")}
    assert files and told == files
