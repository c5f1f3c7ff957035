#!/usr/bin/env python3
"""Lists the licences of everything that is used, and fails for one that is not allowed (make licences).

    python3 deploy/supply_chain/licences.py [FILE]

allowed_licences.json says what is allowed in what we pass on (the jars), what besides it in tools that stay on the
machine where they run (the Python environments), how names of licences are read, and what single packages are where
their metadata say nothing or too much. The list is written to FILE, by default target/licences.md.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import components
from components import ROOT, Component

RULES = Path(__file__).resolve().parent / "allowed_licences.json"
ENVIRONMENTS = sorted(file.stem for file in components.REQUIREMENTS.glob("*.txt"))


class Rules:
    """What is allowed; `rules` as in allowed_licences.json."""

    def __init__(self, rules: dict):
        self.passed_on = set(rules["allowed"])
        self.tools = self.passed_on | set(rules["allowed in tools"])
        self.names = {_plain(name): known for name, known in rules["names"].items()}
        self.packages = rules["packages"]

    def licences(self, component: Component) -> list[str]:
        """Those of a package, as SPDX names them where that is known."""
        settled = self.packages.get(component.purl.rpartition("@")[0])
        if settled:
            return [settled["licence"]]
        return sorted({self.names.get(_plain(name), name) for name in component.licences})

    def allow(self, component: Component, of_a_tool: bool) -> bool:
        """Whether one of its licences is: several of one package are a choice, unless an AND stands between them."""
        allowed = self.tools if of_a_tool else self.passed_on
        return any(self._allows(choice, allowed) for each in self.licences(component) for choice in each.split(" OR "))

    def _allows(self, licence: str, allowed: set[str]) -> bool:
        parts = [part.strip("() ") for part in licence.split(" AND ")]
        return all(self.names.get(_plain(part), part) in allowed for part in parts)


def main(file: Path) -> int:
    rules = Rules(json.loads(RULES.read_text()))
    jars = components.of_jars()
    tools = {name: components.of_environment(_python(name), name) for name in ENVIRONMENTS if _python(name).exists()}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(table(rules, jars, tools), encoding="utf-8")
    refused = refusals(rules, jars, False)
    for name, listed in tools.items():
        refused += [f"{line} (Python environment {name})" for line in refusals(rules, listed, True)]
    print(
        "\n".join(refused) or f"Licences of {len(jars)} libraries and {sum(map(len, tools.values()))} tools: allowed."
    )
    print(f"The list: {file.relative_to(ROOT) if file.is_relative_to(ROOT) else file}")
    return 1 if refused else 0


def refusals(rules: Rules, listed: Iterable[Component], of_a_tool: bool) -> list[str]:
    """One line for each package whose licences are unknown or not allowed."""
    return [
        f"{each.name} {each.version}: {', '.join(rules.licences(each)) or 'no licence named'}: not allowed"
        for each in listed
        if not rules.allow(each, of_a_tool)
    ]


def table(rules: Rules, jars: dict[Component, list[str]], tools: dict[str, list[Component]]) -> str:
    """The list for people."""
    lines = ["# Licences", "", "## In the jars", "| library | version | licence | in |", "| --- | --- | --- | --- |"]
    for each, carriers in jars.items():
        where = "all" if len(carriers) == len(components.boms()) else f"{len(carriers)} commands"
        lines.append(f"| {each.name} | {each.version} | {', '.join(rules.licences(each))} | {where} |")
    for name, listed in tools.items():
        lines += ["", f"## Python environment {name}", "| package | version | licence |", "| --- | --- | --- |"]
        lines += [f"| {each.name} | {each.version} | {', '.join(rules.licences(each))} |" for each in listed]
    return "\n".join(lines) + "\n"


def _python(name: str) -> Path:
    return ROOT / ".local" / "venv" / name / "bin" / "python"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9.+]+", " ", name.lower()).strip()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "target" / "licences.md"))
