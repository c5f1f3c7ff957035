"""An AWS account of the tests' own: moto on 127.0.0.1, with a network and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from moto.cloudformation.models import ChangeSet, CloudFormationBackend, Stack
from moto.server import ThreadedMotoServer

import cloudformation
import deploy
import image
import task_runs

AWS = Path(__file__).resolve().parents[1]

REGION = "us-east-1"
NAME = "conflict-management-test"
LARGEST_POLICY = 6144  # of IAM, white space aside
SECRETS = {
    "POSTGRES_HOST": "db.internal",
    "POSTGRES_USER": "pipeline",
    "POSTGRES_PASSWORD": "pass word '\"1",
    "SNOWFLAKE_ACCOUNT": "acme-east",
    "SNOWFLAKE_USER": "reader",
    "SNOWFLAKE_WAREHOUSE": "small",
    "SNOWFLAKE_PRIVATE_KEY": "-----BEGIN PRIVATE KEY-----\nMIIE+not+a+key=\n-----END PRIVATE KEY-----\n",
}

BUILD = """import subprocess, sys
sys.exit(subprocess.run(["docker", "build", *sys.argv[1:], "."]).returncode)
"""


@pytest.fixture(scope="session")
def moto():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def aws(moto, monkeypatch, tmp_path):
    """The account, empty, and this process as one that is logged in to it."""
    urllib.request.urlopen(urllib.request.Request(f"{moto}/moto-api/reset", method="POST")).close()
    for name in [
        name
        for name in os.environ
        if name.startswith(("AWS_", "POSTGRES_", "SNOWFLAKE_", "EMAIL_", "CONFLICT_MANAGEMENT_"))
    ]:
        monkeypatch.delenv(name)
    for name, value in {
        "AWS_ENDPOINT_URL": moto,
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "no-config"),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(CloudFormationBackend, "execute_change_set", with_outputs)
    monkeypatch.setattr(Stack, "parameter_list", property(with_commas))
    monkeypatch.setattr(Stack, "parse_template", staticmethod(json.loads))
    monkeypatch.setattr(ChangeSet, "_parse_template", as_json)
    monkeypatch.setattr(cloudformation, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(task_runs, "POLL_SECONDS", 0.1)
    return Aws()


carry_out = CloudFormationBackend.execute_change_set


def with_outputs(backend, **names) -> None:
    """moto works out the outputs of a stack when it is made, and not again after a change set."""
    carry_out(backend, **names)
    for stack in backend.stacks.values():
        if stack.template:
            stack._parse_template()
            stack.output_map = stack._create_output_map()


def as_json(change_set) -> None:
    """moto reads every template as YAML, which takes it a second for ours, each time."""
    change_set.template_dict = json.loads(change_set.template)


def with_commas(stack) -> list[dict[str, str]]:
    """moto shows a list as Python writes it; AWS with commas."""
    values = stack.resource_map.resolved_parameters.items()
    return [
        {"ParameterKey": key, "ParameterValue": ",".join(value) if isinstance(value, list) else value}
        for key, value in values
    ]


class Aws:
    """Clients of the account, and where its network is."""

    def client(self, service: str):
        return boto3.client(service, region_name=REGION)

    def network(self) -> dict[str, str]:
        ec2 = self.client("ec2")
        vpc = ec2.describe_vpcs()["Vpcs"][0]
        subnets = [each["SubnetId"] for each in ec2.describe_subnets()["Subnets"][:2]]
        return {"VPC_ID": vpc["VpcId"], "SUBNETS": ",".join(subnets), "POSTGRES_CIDR": vpc["CidrBlock"]}

    def outputs(self, stack: str = "conflict-management-test") -> dict[str, str]:
        outputs = self.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
        return {each["OutputKey"]: each["OutputValue"] for each in outputs}

    def secret(self, name: str) -> dict[str, str]:
        return json.loads(self.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])


@dataclass
class Docker:
    """A docker that writes down what it is told; what it pushes comes to moto's registry."""

    calls_file: Path

    @property
    def calls(self) -> list[dict]:
        lines = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        return [json.loads(line) for line in lines]

    @property
    def words(self) -> list[str]:
        return [call["arguments"][0] for call in self.calls]


@pytest.fixture
def docker(tmp_path, monkeypatch) -> Docker:
    folder, calls = tmp_path / "bin", tmp_path / "docker.jsonl"
    folder.mkdir()
    program = folder / "docker"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{Path(__file__).with_name("fake_docker.py")}" "$@"\n')
    program.chmod(0o755)
    jdk_of(monkeypatch, tmp_path / "jdk", "javac 21.0.1")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DOCKER_CALLS", str(calls))
    return Docker(calls)


def jdk_of(monkeypatch, folder: Path, says: str) -> None:
    """A JDK of which only javac's word for its version is there."""
    (folder / "bin").mkdir(parents=True)
    javac = folder / "bin" / "javac"
    javac.write_text(f"#!/bin/sh\necho {says}\n")
    javac.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(folder))


@pytest.fixture
def repository(tmp_path, monkeypatch) -> Path:
    """Sources that are committed: those of an image, and one file of it."""
    folder = tmp_path / "repository"
    (folder / "docker").mkdir(parents=True)
    (folder / "docker" / "Dockerfile").write_text("FROM scratch\n")
    (folder / "docker" / "build.py").write_text(BUILD)
    shutil.copy(image.ROOT / "pom.xml", folder)
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        git(folder, *words)
    monkeypatch.setattr(image, "ROOT", folder)
    return folder


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True)


@pytest.fixture
def run(aws, request, tmp_path, capfd):
    """Runs deploy.py for CI with a .env file; its exit code, and what it said."""
    request.getfixturevalue("docker")
    request.getfixturevalue("repository")
    values = {"ENVIRONMENT": "test", **aws.network(), **SECRETS}
    file = tmp_path / "values.env"

    def go(*flags: str, without: tuple[str, ...] = (), yes: bool = True, **changed: str) -> tuple[int, str]:
        lines = {name: value for name, value in {**values, **changed}.items() if name not in without}
        quoted = {name: value.replace("\\", "\\\\").replace('"', '\\"') for name, value in lines.items()}
        file.write_text("# values\n" + "".join(f'{name}="{value}"\n' for name, value in quoted.items()))
        code = deploy.main(["--env-file", str(file), *(["--yes"] if yes else []), *flags])
        said = capfd.readouterr()
        return code, said.out + said.err

    return go


def writes(monkeypatch) -> list[str]:
    """Every call to AWS from now on that is no look-up."""
    made: list[str] = []
    send = boto3.session.Session.client

    def client(self, *words, **options):
        made_client = send(self, *words, **options)
        made_client.meta.events.register("before-call", note)
        return made_client

    def note(model, **_):
        if not model.name.startswith(("Get", "Describe", "List", "Head", "BatchGet")):
            made.append(model.name)

    monkeypatch.setattr(boto3.session.Session, "client", client)
    return made


def answers(monkeypatch, words: list[str]) -> list[str]:
    """A person at the terminal who gives these answers; what was asked."""
    asked: list[str] = []
    left = iter(words)

    def answer(question: str = "") -> str:
        asked.append(question)
        return next(left)

    monkeypatch.setattr(deploy, "terminal", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    return asked
