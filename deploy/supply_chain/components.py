"""What the project is made of besides its own code: of each jar, of the image, of each Python environment."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
OWN = "care.conflict"
REQUIREMENTS = ROOT / "deploy" / "local" / "requirements"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*])?==(?P<version>[^\s;\\]+)", re.MULTILINE)
# Asks the metadata of what is installed in an environment, by its own python.
ASK_ENVIRONMENT = """
import importlib.metadata as m, json
def said(d):
    of = d.metadata
    names = [c.split(" :: ")[-1] for c in of.get_all("Classifier", []) if c.startswith("License :: ")]
    text = (of.get("License") or "").strip()
    short = [text] if text and len(text) < 60 and "\\n" not in text else []
    expression = of.get("License-Expression")
    return [expression] if expression else [n for n in names if n != "OSI Approved"] or short
print(json.dumps([[d.metadata["Name"], d.version, said(d)] for d in m.distributions()]))
"""


@dataclass(frozen=True, order=True)
class Component:
    """A package of others: its address as a package URL and its licences as it names them."""

    name: str
    version: str
    purl: str
    licences: tuple[str, ...]


class NotThere(Exception):
    """What has to be built or made first."""


def boms() -> dict[str, Path]:
    """The SBOM beside each command's jar."""
    names = [pom.parent.name for pom in ROOT.glob("tasks/*/pom.xml") if "<task.main>" in pom.read_text()]
    found = {name: ROOT / "tasks" / name / "target" / f"{name}.cdx.json" for name in sorted(names)}
    missing = [name for name, path in found.items() if not path.exists()]
    if missing:
        raise NotThere(f"no SBOM of {', '.join(missing)}: ./mvnw package")
    return found


def of_jar(bom: Path) -> list[Component]:
    """Everything in it that is not ours."""
    listed = json.loads(bom.read_text())["components"]
    return sorted(_component(entry) for entry in listed if entry.get("group") != OWN)


def of_jars() -> dict[Component, list[str]]:
    """Each library and the commands that carry it."""
    carried: dict[Component, list[str]] = {}
    for name, path in boms().items():
        for component in of_jar(path):
            carried.setdefault(component, []).append(name)
    return dict(sorted(carried.items()))


def of_requirements(name: str) -> list[Component]:
    """The pins of one environment, without licences: those stand in what is installed."""
    text = (REQUIREMENTS / f"{name}.txt").read_text()
    return [_python(match["name"], match["version"], ()) for match in PIN.finditer(text)]


def of_environment(python: Path, name: str) -> list[Component]:
    """The pinned packages of one environment with the licences that their files name."""
    if not python.exists():
        raise NotThere(f"no Python environment: python3 deploy/local/bootstrap.py {name}")
    said = subprocess.run([python, "-c", ASK_ENVIRONMENT], capture_output=True, text=True, check=True).stdout
    installed = {_canonical(found): tuple(licences) for found, _, licences in json.loads(said)}
    return [
        _python(pinned.name, pinned.version, installed.get(_canonical(pinned.name), ()))
        for pinned in of_requirements(name)
    ]


def _component(entry: dict) -> Component:
    licences = []
    for choice in entry.get("licenses", []):
        licence = choice.get("license", {})
        licences.append(choice.get("expression") or licence.get("id") or licence.get("name") or licence.get("url"))
    name = f"{entry['group']}:{entry['name']}" if entry.get("group") else entry["name"]
    return Component(name, entry["version"], entry["purl"].partition("?")[0], tuple(licences))


def _python(name: str, version: str, licences: tuple[str, ...]) -> Component:
    return Component(name, version, f"pkg:pypi/{quote(_canonical(name))}@{quote(version)}", licences)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
