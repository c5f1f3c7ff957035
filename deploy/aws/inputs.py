"""What a deployment is told: by flags, the environment, a .env file, the stack as it is, defaults, a person."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
NETWORK = {  # CloudFormation looks whether they exist; their form is seen before
    "AWS::EC2::VPC::Id": ("vpc-[0-9a-f]+", "vpc- and its number"),
    "List<AWS::EC2::Subnet::Id>": ("subnet-[0-9a-f]+", "subnet- and its number, separated by commas"),
}
OF_THE_DAGS = "CONFLICT_MANAGEMENT_"  # what their settings begin with: dag_settings.py knows them
# parameters of the stack that nobody is asked for
FOUND_OUT = {"Image", "PostgresSecretArn", "PostgresUserKey", "SnowflakeSecretArn", "SnowflakeKeyEncrypted"}


@dataclass(frozen=True)
class Input:
    """One value: its name in the stack's template, what it is, what it may be; no default: it must be given."""

    name: str
    description: str
    default: str | None = None
    allowed: Callable[[str], bool] = bool
    words: str = "a text that is not empty"
    of_stack: bool = False

    @property
    def variable(self) -> str:
        return "_".join(re.findall(r"[A-Z][a-z]*", self.name)).upper()

    @property
    def flag(self) -> str:
        return "--" + self.variable.lower().replace("_", "-")

    def problem(self, value: str, where: str) -> str | None:
        told = re.sub("(//|^(?=[^/@]*:))[^/]*@", r"\1…@", value)  # of a proxy's address not who logs in
        return None if self.allowed(value) else f'{self.variable} ({where}): "{told}" is not {self.words}'


def _matching(pattern: str) -> Callable[[str], bool]:
    return lambda value: re.fullmatch(pattern, value) is not None


def _anything(_: str) -> bool:
    return True


OF_THE_STACK = "that which the stack has, or conflict-management-ENVIRONMENT"
OWN = [
    Input("AwsProfile", "Profile of ~/.aws/config to work with; empty, boto3's own way.", "", _anything),
    Input("AwsRegion", "Region; empty, the profile's.", "", _matching(r"([a-z]{2}(-[a-z]+)+-\d)?"), "a region"),
    Input(
        "StackName",
        "Name of the stack; empty, conflict-management-ENVIRONMENT.",
        "",
        _matching(r"([A-Za-z][A-Za-z0-9-]*)?"),
        "letters, digits and -, a letter first",
    ),
    Input(
        "Tags",
        "Tags of the stack, all in it and its secrets, as team=care,cost-center=12; empty, those that it has.",
        "",
        _matching(r"([^=,]{1,128}=[^=,]{0,256}(,[^=,]{1,128}=[^=,]{0,256})*)?"),
        "name=value, separated by commas",
    ),
    Input(
        "ImageTag",
        "Tag of the image; empty, the version in pom.xml.",
        "",
        _matching(r"(?!source-)(\w[\w.-]{0,127})?"),
        "a tag (and not source-...)",
    ),
    Input(
        "ImageReference",
        "Image in another registry, with its tag or digest, which is not built or pushed here; empty, the stack's own.",
        "",
        _matching(r"([^\s:@]+(:\d+/[^\s:@]+)?[:@]\S+)?"),
        "an image with its tag or digest",
    ),
    Input("BaseImage", "What the image runs on; empty, the Dockerfile's.", "", _anything),
    Input("JdkImage", "The JDK that the image's Java is made from; empty, the Dockerfile's.", "", _anything),
    Input("PostgresSecret", f"Name of PostgreSQL's secret; empty, {OF_THE_STACK}/postgres.", "", _anything),
    Input("SnowflakeSecret", f"Name of Snowflake's secret; empty, {OF_THE_STACK}/snowflake.", "", _anything),
    Input(
        "MwaaEnvironment",
        "Name of the MWAA environment, which says its bucket, folder and role; empty, they are given, or no MWAA.",
        "",
        _matching(r"([A-Za-z][\w.-]{0,79})?"),
        "the name of an environment",
    ),
    Input(
        "MwaaRegion",
        "Region of that environment; empty, the stack's.",
        "",
        _matching(r"([a-z]{2}(-[a-z]+)+-\d)?"),
        "a region",
    ),
    Input(
        "MwaaBucket",
        "Bucket of MWAA; empty, that of MWAA_ENVIRONMENT, or Airflow is elsewhere.",
        "",
        _matching(r"([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?"),
        "the name of a bucket",
    ),
    Input(
        "MwaaDags",
        "Folder of the DAGs in that bucket, as MWAA knows it: not one below it.",
        "dags",
        _matching(r"[\w.-]+"),
        "the folder that MWAA reads (one below it finds no package of ours; MWAA_ENVIRONMENT knows a longer path)",
    ),
]


def of_template(template: Mapping) -> list[Input]:
    """The stack's parameters that a person decides: described once, in the template."""
    return [_parameter(name, each) for name, each in template["Parameters"].items() if name not in FOUND_OUT]


def _parameter(name: str, described: Mapping) -> Input:
    default = None if "Default" not in described else str(described["Default"])
    checks: list[Callable[[str], bool]] = []
    pattern, words = NETWORK.get(described["Type"], (described.get("AllowedPattern"), None))
    words = words or described.get("ConstraintDescription", "a text that is not empty")
    if values := [str(value) for value in described.get("AllowedValues", [])]:
        checks.append(lambda value: value in values)
        words = "one of " + ", ".join(values)
    if pattern:
        many = described["Type"].startswith("List<")
        checks.append(lambda value: all(re.fullmatch(pattern, one) for one in (value.split(",") if many else [value])))
    if described["Type"] == "Number" and not values:
        least, most = described["MinValue"], described["MaxValue"]
        checks.append(lambda value: re.fullmatch(r"\d{1,9}", value) is not None and least <= int(value) <= most)
        words = f"a whole number from {least} to {most}"
    if described.get("MinLength"):
        checks.append(bool)
    return Input(name, described["Description"], default, lambda value: all(c(value) for c in checks), words, True)


def read_template() -> dict:
    return json.loads((HERE / "stack.json").read_text(encoding="utf-8"))


def read_env_file(file: Path, known: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """NAME=value lines; a value in double quotes may hold line breaks. Unknown names (but of the DAGs) are problems.

    Names are in capitals: of a key that stands there without quotes no line, as `aB3...==`, is taken for one and told.
    """
    values: dict[str, str] = {}
    problems: list[str] = []
    known = list(known)
    text = file.read_text(encoding="utf-8-sig")
    line = re.compile(
        r"""[ \t]*(?:export[ \t]+)?([A-Z_][A-Z0-9_]*)[ \t]*=[ \t]*"""
        r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^\r\n]*)[ \t]*\r?(?:\n|\Z)"""
    )
    at = 0
    while at < len(text):
        if skipped := re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)|[ \t]*\r\n").match(text, at):
            at = max(skipped.end(), at + 1)
        elif found := line.match(text, at):
            values[found[1]] = _unquoted(found[2])
            at = found.end()
        else:
            problems.append(f"{file.name}, line {text.count(chr(10), 0, at) + 1}: not NAME=value")
            at = text.find("\n", at) + 1 or len(text)
    for name in sorted(each for each in set(values) - set(known) if not each.startswith(OF_THE_DAGS)):
        near = difflib.get_close_matches(name, known, n=1)
        problems.append(f"{name} ({file.name}) is not known" + (f"; did you mean {near[0]}?" if near else ""))
    return values, problems


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1]
    return value


class Inputs:
    """The values by their inputs' names, and everything that is wrong with them."""

    def __init__(self, inputs: Iterable[Input], sources: Mapping[str, Mapping[str, str]]):
        """Sources by what they are called, the strongest first; each by variable."""
        self.inputs = {each.name: each for each in inputs}
        self.problems: list[str] = []
        self._given: dict[str, str] = {}
        for each in self.inputs.values():
            for where, values in sources.items():
                value = values.get(each.variable, "").strip()
                if value or (each.variable in values and each.default is not None):  # what is needed is never empty
                    self._take(each, value, where)
                    break

    def __getitem__(self, name: str) -> str:
        value = self._given.get(name, self.inputs[name].default)
        if value is None:
            raise KeyError(name)
        return value

    def is_given(self, name: str) -> bool:
        """Now, or by the stack as it is."""
        return name in self._given

    def find_out(self, name: str, value: str) -> None:
        """What the account says of a value that nobody gave."""
        self._given.setdefault(name, value)

    def of_stack(self) -> dict[str, str]:
        return {name: self[name] for name, each in self.inputs.items() if each.of_stack}

    def keep(self, present: Mapping[str, str]) -> None:
        """What the stack has now stays, unless it was given anew."""
        for name, value in present.items():
            if name in self.inputs and self.inputs[name].of_stack:
                self._given.setdefault(name, value)

    def complete(self, ask: Callable[[str], str] | None) -> None:
        """Asks a person for what is needed and was not given, or makes it a problem."""
        for name in self.inputs:
            self.complete_one(name, ask)

    def complete_one(self, name: str, ask: Callable[[str], str] | None) -> None:
        each = self.inputs[name]
        if each.default is not None or name in self._given:
            return
        if ask is None:
            self.problems.append(f"{each.variable} is not given ({each.flag}). {each.description}")
            return
        while each.problem(value := ask(f"{each.variable}: {each.description.rstrip('.')}"), "answer"):
            print(f"  not {each.words}" if value else "  needed", flush=True)
        self._given[name] = value

    def _take(self, each: Input, value: str, where: str) -> None:
        if each.name == "Subnets":
            value = ",".join(one.strip() for one in value.split(",") if one.strip())
        if problem := each.problem(value, where):
            self.problems.append(problem)
        self._given[each.name] = value
