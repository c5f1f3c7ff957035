#!/usr/bin/env python3
"""Writes tasks/*.json, the task definitions of the catalogue's lines, and stack.json, which gets deployed: stack.yaml,
and a role and a task definition for each of them.

    template.py [--check]

Needs PyYAML, as the environment standins has it; who deploys needs stack.json alone.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

from catalogue import DEFINITIONS, TASKS, Task, definition

HERE = Path(__file__).resolve().parent
STACK = HERE / "stack.json"
ONLY_WITH = "HasSnowflake"
KEY, PASSPHRASE = "SNOWFLAKE_PRIVATE_KEY", "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE"
NOTHING = {"Ref": "AWS::NoValue"}
# Any account's and region's, to be short: the statement's cluster is of one, and runs no definition of another.
TASK_DEFINITIONS = "arn:${AWS::Partition}:ecs:*:*:task-definition"

# What stands in tasks/*.json for what only an account knows.
IN_AN_ACCOUNT = {
    "secret:task02/postgres:user:": "secret:task02/postgres:${PostgresUserKey}:",
    "arn:aws:secretsmanager:${Region}:${Account}:secret:task02/postgres": "${PostgresSecretArn}",
    "arn:aws:secretsmanager:${Region}:${Account}:secret:task02/snowflake": "${SnowflakeSecretArn}",
    "${Region}": "${AWS::Region}",
    "${Account}": "${AWS::AccountId}",
}
# Where the databases are that the secrets open: added to every task, so that a new one cannot forget it.
EVERYWHERE = {
    "POSTGRES_PORT": "PostgresPort",
    "POSTGRES_DATABASE": "PostgresDatabase",
    "POSTGRES_SCHEMA": "PostgresSchema",
    "REPLICA_SCHEMA": "ReplicaSchema",
    "POSTGRES_SSLMODE": "PostgresSslmode",
    "POSTGRES_SSLROOTCERT": "PostgresSslrootcert",
    "SNOWFLAKE_DATABASE": "SnowflakeDatabase",
    "SNOWFLAKE_SCHEMA": "SnowflakeSchema",
    "SNOWFLAKE_WORK_DATABASE": "SnowflakeWorkDatabase",
    "SNOWFLAKE_WORK_SCHEMA": "SnowflakeWorkSchema",
    "SNOWFLAKE_ROLE": "SnowflakeRole",
}
MAIL = {
    "EMAIL_ENABLED": {"Fn::If": ["SendsMail", "true", "false"]},
    "EMAIL_SENDER": {"Ref": "EmailSender"},
    "EMAIL_RECIPIENTS": {"Ref": "EmailRecipients"},
}


# What Java, the warehouse's driver and AWS's SDK know a proxy by.
BY_PROXY = {
    "Fn::Sub": [
        "-Dhttp.useProxy=true -Dhttps.proxyHost=${Host} -Dhttps.proxyPort=${Port} "
        "-Dhttp.proxyHost=${Host} -Dhttp.proxyPort=${Port} -Dhttp.nonProxyHosts=${None}",
        {
            "Host": {"Fn::Select": [0, {"Fn::Split": [":", {"Ref": "TaskProxy"}]}]},
            "Port": {"Fn::Select": [1, {"Fn::Split": [":", {"Ref": "TaskProxy"}]}]},
            "None": {"Fn::Join": ["|", {"Fn::Split": [",", {"Ref": "TaskNoProxy"}]}]},
        },
    ]
}


class Yaml(yaml.SafeLoader):
    """CloudFormation's short forms, written out."""

    def short_form(self, name: str, node: yaml.Node) -> dict[str, Any]:
        if isinstance(node, yaml.ScalarNode):
            value: Any = self.construct_scalar(node)
        elif isinstance(node, yaml.SequenceNode):
            value = self.construct_sequence(node, deep=True)
        else:
            value = self.construct_mapping(node, deep=True)
        if name == "GetAtt":
            value = value.split(".", 1)
        return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


Yaml.add_multi_constructor("!", Yaml.short_form)


def template() -> dict[str, Any]:
    """The whole stack as one object."""
    stack = yaml.load((HERE / "stack.yaml").read_text(encoding="utf-8"), Yaml)
    resources = stack["Resources"]
    run, passed = (_statement(resources["AirflowPolicy"], sid)["Resource"] for sid in ("Run", "PassRoles"))
    always = {task.command for task in TASKS if not _needs_snowflake(task)}
    for task in sorted(TASKS, key=lambda each: each.name):
        role, needs = task.command, _needs_snowflake(task)
        made = {"Type": "AWS::ECS::TaskDefinition", "Properties": _task(task)}
        resources[f"{_camel(task.name)}Task"] = _only_with_snowflake(made) if needs else made
        if task.is_run_by_airflow:
            run.append(_if_snowflake({"Fn::Sub": f"{TASK_DEFINITIONS}/{_prefixed(task.name)}:*"}, needs))
        if f"{_camel(role)}Role" not in resources:
            made = _role(role, resources["ExecutionRole"])
            resources[f"{_camel(role)}Role"] = made if role in always else _only_with_snowflake(made)
            if task.is_run_by_airflow:
                passed.append(_if_snowflake(_role_arn(role), role not in always))
    resources["MailPolicy"]["Properties"]["Roles"] = _who_mails(always)
    return stack


def _who_mails(always: set[str]) -> dict[str, Any]:
    """Whole lists: a role that is not there may stand in none."""
    roles = {role: {"Ref": f"{_camel(role)}Role"} for role in sorted({task.command for task in TASKS if task.mails})}
    return {"Fn::If": [ONLY_WITH, [*roles.values()], [it for role, it in roles.items() if role in always]]}


def written() -> dict[Path, str]:
    """Every file that is made, and its text."""
    files = {DEFINITIONS / f"{task.name}.json": _json(definition(task), 2) for task in TASKS}
    return files | {STACK: _json(template(), 1)}


def stale() -> list[str]:
    """The files that are others than what would be written, and those that belong to no task."""
    files = written()
    there = {STACK, *DEFINITIONS.glob("*.json")}
    differ = [file for file in files.keys() | there if not file.exists() or files.get(file) != _text(file)]
    return sorted(file.relative_to(HERE).as_posix() for file in differ)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _json(value: Any, indent: int) -> str:
    return json.dumps(value, indent=indent, ensure_ascii=False) + "\n"


def _needs_snowflake(task: Task) -> bool:
    """Whether there is no use for it elsewhere: what is of the sequential form alone ends with Snowflake."""
    reads = task.may_read("warehouse") or task.form == "sequential"
    return reads and not task.can_do_without("warehouse")


def _only_with_snowflake(resource: dict) -> dict:
    return {"Type": resource["Type"], "Condition": ONLY_WITH, "Properties": resource["Properties"]}


def _if_snowflake(value: Any, needs: bool) -> Any:
    return {"Fn::If": [ONLY_WITH, value, NOTHING]} if needs else value


def _role(name: str, execution_role: dict) -> dict:
    shared = ("Path", "PermissionsBoundary", "AssumeRolePolicyDocument")
    properties = {
        "RoleName": {"Fn::Sub": _prefixed(name)},
        **{each: execution_role["Properties"][each] for each in shared},
        "ManagedPolicyArns": [{"Ref": "RunLocationPolicy"}],
    }
    return {"Type": "AWS::IAM::Role", "Properties": properties}


def _task(task: Task) -> dict:
    """A definition as CloudFormation wants it: other letters, and references in place of names."""
    of_ecs = definition(task)
    container = of_ecs["containerDefinitions"][0]
    container["environment"] += [{"name": key, "value": f"${{{value}}}"} for key, value in EVERYWHERE.items()]
    made = _pascal(of_ecs)
    made |= {
        "Family": {"Fn::Sub": _prefixed(task.name)},
        "ExecutionRoleArn": _role_arn("execution"),
        "TaskRoleArn": _role_arn(task.command),
    }
    made["RuntimePlatform"]["CpuArchitecture"] = {"Ref": "CpuArchitecture"}
    described = made["ContainerDefinitions"][0]
    described["Secrets"] = _secrets(described["Secrets"], task.can_do_without("warehouse"))
    if task.mails:
        described["Environment"] += [{"Name": k, "Value": v} for k, v in MAIL.items()]
    proxy = {"Name": "JDK_JAVA_OPTIONS", "Value": BY_PROXY}
    described["Environment"] = {"Fn::If": ["UsesProxy", [*described["Environment"], proxy], described["Environment"]]}
    return made


def _secrets(secrets: list[dict], also_without: bool) -> Any:
    """Without those that a deployment may lack: ECS starts no container where one key of a secret is missing."""
    chosen: Any = secrets
    if any(each["Name"] == KEY for each in secrets):
        passphrase = {"Name": PASSPHRASE, "ValueFrom": {"Fn::Sub": "${SnowflakeSecretArn}:private_key_passphrase::"}}
        chosen = {"Fn::If": ["KeyIsEncrypted", [*secrets, passphrase], secrets]}
    if also_without:
        of_postgres = [each for each in secrets if not each["Name"].startswith("SNOWFLAKE_")]
        chosen = {"Fn::If": [ONLY_WITH, chosen, of_postgres]}
    return chosen


def _pascal(value: Any) -> Any:
    """The keys of ECS's API as CloudFormation writes them; the names of log options stay."""
    if isinstance(value, dict):
        return {
            key[0].upper() + key[1:]: {k: _reference(v) for k, v in inner.items()}
            if key == "options"
            else _pascal(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_pascal(each) for each in value]
    return _reference(value) if isinstance(value, str) else value


def _reference(text: str) -> Any:
    for placeholder, name in IN_AN_ACCOUNT.items():
        text = text.replace(placeholder, name)
    if whole := re.fullmatch(r"\$\{([\w:]+)\}", text):
        return {"Ref": whole[1]}
    return {"Fn::Sub": text} if "${" in text else text


def _statement(policy: dict, sid: str) -> dict:
    return next(each for each in policy["Properties"]["PolicyDocument"]["Statement"] if each["Sid"] == sid)


def _role_arn(name: str) -> dict:
    return {"Fn::GetAtt": [f"{_camel(name)}Role", "Arn"]}


def _prefixed(task: str) -> str:
    return f"conflict-management-${{Environment}}-{task}"


def _camel(task: str) -> str:
    return "".join(word.capitalize() for word in task.split("_"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether the files are up to date")
    if parser.parse_args().check:
        found = stale()
        sys.exit(f"out of date: {', '.join(found)}: make stack" if found else None)
    for file, text in written().items():
        file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
