"""What is used is allowed; what is not would be found."""

import json

import pytest

import components
import licences
from components import Component

RULES = licences.Rules(json.loads(licences.RULES.read_text()))


def library(*names: str) -> Component:
    return Component("org.example:library", "1.0", "pkg:maven/org.example/library@1.0", names)


def test_every_library_in_the_jars_has_an_allowed_licence():
    jars = components.of_jars()
    assert len(jars) > 30
    assert licences.refusals(RULES, jars, of_a_tool=False) == []


@pytest.mark.parametrize("environment", licences.ENVIRONMENTS)
def test_every_package_of_a_python_environment_has_an_allowed_licence(environment):
    python = components.ROOT / ".local" / "venv" / environment / "bin" / "python"
    if not python.exists():
        pytest.skip(f"no environment {environment}: python3 deploy/local/bootstrap.py {environment}")
    listed = components.of_environment(python, environment)
    assert len(listed) == (components.REQUIREMENTS / f"{environment}.txt").read_text().count("==") > 0
    assert licences.refusals(RULES, listed, of_a_tool=True) == []


def test_a_library_without_a_licence_is_refused():
    assert licences.refusals(RULES, [library()], of_a_tool=False) == [
        "org.example:library 1.0: no licence named: not allowed"
    ]


def test_a_copyleft_library_is_refused_in_what_is_passed_on():
    assert not RULES.allow(library("GPL-3.0-only"), of_a_tool=False)
    assert not RULES.allow(library("LGPL-3.0-only"), of_a_tool=False)
    assert RULES.allow(library("LGPL-3.0-only"), of_a_tool=True)


def test_one_of_several_licences_is_enough_but_all_that_an_and_joins_are_needed():
    assert RULES.allow(library("EPL-2.0", "LGPL-2.1-only"), of_a_tool=False)
    assert RULES.allow(library("GPL-2.0-only OR MIT"), of_a_tool=False)
    assert not RULES.allow(library("MIT AND GPL-2.0-only"), of_a_tool=False)


def test_a_licence_is_known_by_the_names_that_projects_give_it():
    assert RULES.licences(library("The Apache Software License, Version 2.0")) == ["Apache-2.0"]


def test_the_list_names_every_library_with_its_licence():
    jars = components.of_jars()
    text = licences.table(RULES, jars, {})
    for each in jars:
        assert f"| {each.name} | {each.version} | {', '.join(RULES.licences(each))} |" in text
