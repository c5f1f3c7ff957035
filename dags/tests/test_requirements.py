"""The requirements of an Airflow of one's own name what the DAGs import, and nothing else."""

from __future__ import annotations

import ast
import re
from importlib.metadata import packages_distributions, requires, version

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from conftest import DAGS

FILES = [*DAGS.glob("*.py"), *(DAGS / "care_conflict").glob("*.py"), *(DAGS / "plugins").glob("*.py")]
OURS = {"care_conflict", *(file.stem for file in (DAGS / "plugins").glob("*.py"))}
MWAA = DAGS / "tests" / "mwaa-3.3.1.txt"
LINES = (DAGS / "requirements.txt").read_text().splitlines()
REQUIREMENTS = [Requirement(line) for line in LINES if not line.startswith("#")]
PINS = [Requirement(line) for line in MWAA.read_text().splitlines() if not line.startswith("#")]
OF_A_CONNECTION = {"apache-airflow-providers-postgres"}  # which a connection's type asks for, and no import
PROVIDER = re.compile(r"airflow\.providers\.(common\.\w+|\w+)")


def imported() -> set[str]:
    names = set()
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom):
                names.add(node.module)
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
    return names


def distribution(module: str) -> str | None:
    """What is to be installed for a module; none for what is ours or comes with Python."""
    if provider := PROVIDER.match(module):
        return "apache-airflow-providers-" + provider[1].replace(".", "-")
    top = module.partition(".")[0]
    if top == "airflow":
        return "apache-airflow"
    found = packages_distributions().get(top, [])
    return None if top in OURS or not found else found[0].lower()


NEEDED = {name for name in map(distribution, imported()) if name}
WITH_AIRFLOW = {
    Requirement(line).name.lower() for line in [*requires("apache-airflow-core"), *requires("apache-airflow")]
}


def test_what_is_imported_is_named_or_comes_with_airflow_itself():
    named = {requirement.name for requirement in REQUIREMENTS}
    assert NEEDED - named <= WITH_AIRFLOW


def test_nothing_else_is_named():
    assert {requirement.name for requirement in REQUIREMENTS} - NEEDED == OF_A_CONNECTION


def test_what_mwaa_pins_fulfils_every_line():  # make check-mwaa asks pip the same
    pinned = {pin.name: next(iter(pin.specifier)).version for pin in PINS}
    refused = [str(each) for each in REQUIREMENTS if pinned[each.name] not in each.specifier]
    assert refused == []


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=lambda requirement: requirement.name)
def test_each_has_a_lower_bound_alone_and_what_is_locked_here_fulfils_it(requirement):
    (bound,) = requirement.specifier
    assert bound.operator == ">="
    assert Version(version(requirement.name)) >= Version(bound.version)
