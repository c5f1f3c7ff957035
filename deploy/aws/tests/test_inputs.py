"""Values, and where they come from."""

from __future__ import annotations

import re

import pytest

import dag_settings
import inputs
import secret_values


def read(tmp_path, text: str, known: list[str]) -> tuple[dict, list]:
    file = tmp_path / ".env"
    file.write_bytes(text.encode())
    return inputs.read_env_file(file, known)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A=one", "one"),
        ("export A = two words  \n", "two words"),
        ('A="quoted # not a comment"\n', "quoted # not a comment"),
        (r'A="with \" and \\"', 'with " and \\'),
        ("A='as $it \\is'\r\n", "as $it \\is"),
        ('A="first\nsecond\n"\nB=x', "first\nsecond\n"),
        ("A=-----BEGIN\\nKEY\n", "-----BEGIN\\nKEY"),
        ("# A=no\n\n   \nA=yes#1\n", "yes#1"),
        ("\ufeffA=from Windows\r\n\r\n", "from Windows"),
        ("A=", ""),
    ],
)
def test_a_value_of_a_file_is_read_as_it_stands(tmp_path, text, value):
    values, problems = read(tmp_path, text, ["A", "B"])
    assert (values["A"], problems) == (value, [])


def test_a_line_that_is_none_is_named_without_its_text(tmp_path):
    _, problems = read(tmp_path, "A=1\nsecret words\nB=2\n", ["A", "B"])
    assert problems == [".env, line 2: not NAME=value"]


def test_a_key_that_is_not_quoted_is_not_told_in_part(tmp_path):
    key = "SNOWFLAKE_PRIVATE_KEY=-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n6bJ8nYc0rZsW1uQ2lX0vHg==\n-----END"
    _, problems = read(tmp_path, key, ["SNOWFLAKE_PRIVATE_KEY"])
    assert problems == [f".env, line {number}: not NAME=value" for number in (2, 3, 4)]


@pytest.mark.parametrize("scheme", ["http://", ""])
def test_of_a_proxy_with_a_password_neither_is_told(scheme):
    proxy = next(each for each in inputs.of_template(inputs.read_template()) if each.name == "TaskProxy")
    problem = proxy.problem(f"{scheme}somebody:s3cret@proxy.internal:3128", "environment")
    assert f'"{scheme}…@proxy.internal:3128" is not' in problem


def test_an_unknown_name_is_a_problem_with_the_nearest_one(tmp_path):
    assert read(tmp_path, "SUBNET=x", ["SUBNETS"])[1] == ["SUBNET (.env) is not known; did you mean SUBNETS?"]


@pytest.mark.parametrize(("name", "variable"), [("VpcId", "VPC_ID"), ("PostgresSslmode", "POSTGRES_SSLMODE")])
def test_a_parameter_of_the_stack_is_a_flag_and_a_variable(name, variable):
    found = next(each for each in inputs.of_template(inputs.read_template()) if each.name == name)
    assert (found.variable, found.flag) == (variable, "--" + variable.lower().replace("_", "-"))


def test_no_variable_stands_for_two_values():
    every = [each.variable for each in [*inputs.OWN, *inputs.of_template(inputs.read_template())]]
    assert len(every) == len(set(every))


def test_every_default_is_one_of_the_values_that_are_allowed():
    for each in [*inputs.OWN, *inputs.of_template(inputs.read_template())]:
        assert each.default is None or each.allowed(each.default), each.name


def test_the_example_has_what_the_first_deployment_needs_and_nothing_unknown():
    every = [*inputs.OWN, *inputs.of_template(inputs.read_template())]
    known = [*(each.variable for each in every), *secret_values.VARIABLES]
    values, problems = inputs.read_env_file(inputs.HERE / "example.env", known)
    assert problems == []
    needed = {each.variable for each in every if each.default is None}
    assert (
        needed | set(secret_values.VARIABLES) - {secret_values.PRIVATE_KEY, secret_values.PASSPHRASE} <= values.keys()
    )
    assert not inputs.Inputs(every, {"example": values}).problems
    assert dag_settings.problems(values, "example", inputs.read_template()) == []


def test_the_guide_names_every_value_and_no_other_and_those_without_a_default_in_bold():
    guide = (inputs.HERE.parents[1] / "docs" / "deploying.md").read_text(encoding="utf-8")
    first_column = re.findall(r"^\| (\**[A-Z_, ]+\**(?:, \**[A-Z_, ]+\**)*) \|", guide, re.MULTILINE)
    every = [*inputs.OWN, *inputs.of_template(inputs.read_template())]
    secrets = set(secret_values.VARIABLES) - {secret_values.PRIVATE_KEY}
    assert set(re.findall("[A-Z_]+", " ".join(first_column))) == {each.variable for each in every} | secrets
    bold = set(re.findall("[A-Z_]+", " ".join(re.findall(r"\*\*(.+?)\*\*", " ".join(first_column)))))
    assert bold == {each.variable for each in every if each.default is None} | secrets - {secret_values.PASSPHRASE}
