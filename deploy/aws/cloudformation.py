"""The stack: created and changed by change sets that are shown first."""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Mapping

from botocore.exceptions import ClientError

from account import Account
from console import Console, Failed
from inputs import OF_THE_DAGS

LONGEST_TEXT = 51_200  # bytes that CloudFormation takes without a bucket
POLL_SECONDS = 3
SIGNS = {"Add": "+", "Modify": "~", "Remove": "-"}
NO_CHANGES = ("didn't contain changes", "No updates are to be performed")


class Stack:
    """One stack by its name."""

    def __init__(self, account: Account, name: str):
        self.account, self.name = account, name
        self.more_tags: dict[str, str] = {}
        self.client = account.client("cloudformation")

    def describe(self) -> dict | None:
        """None where there is none, or only a change set that was never carried out."""
        try:
            found = self._found()
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        return None if found["StackStatus"] == "REVIEW_IN_PROGRESS" else found

    def _found(self) -> dict:
        return self.client.describe_stacks(StackName=self.name)["Stacks"][0]

    def parameters(self) -> dict[str, str]:
        described = self.describe() or {}
        return {each["ParameterKey"]: each["ParameterValue"] for each in described.get("Parameters", [])}

    def tags(self) -> dict[str, str]:
        """With those that it is to get. CloudFormation hands them on to all that can have tags."""
        return self._tags(self.describe()) | self.more_tags

    def _tags(self, described: Mapping | None) -> dict[str, str]:
        there = {each["Key"]: each["Value"] for each in (described or {}).get("Tags", [])}
        return there | {"project": "conflict-management"}

    def outputs(self) -> dict[str, str]:
        described = self.describe() or {}
        return {each["OutputKey"]: each["OutputValue"] for each in described.get("Outputs", [])}

    def settings(self) -> dict[str, str]:
        """The DAGs' settings, by their names: each is the description of an output."""
        described = self.describe() or {}
        settings = {each.get("Description", ""): each["OutputValue"] for each in described.get("Outputs", [])}
        return {name: value for name, value in settings.items() if name.startswith(OF_THE_DAGS)}

    def apply(self, template: Mapping, parameters: Mapping[str, str], console: Console) -> bool:
        """Whether the stack is now as wanted: False when a person said no."""
        described = self.at_rest(console)
        tags = self._tags(described)
        if described:
            self._must_be_whole(described["StackStatus"])
            differences = self._differences(template, parameters)
            differences += [f"{SIGNS['Modify']} tag {k}: {v}" for k, v in self.more_tags.items() if tags.get(k) != v]
            if not differences:
                console.say(f"  {self.name} is as it should be")
                return True
            for difference in differences:
                console.say(f"  {difference}")
        what = "change the stack" if described else f"create, of {len(template['Resources'])} resources, the stack"
        if not console.would(f"{what} {self.name}"):
            return True
        change_set = self._prepare(template, parameters, described is None, tags | self.more_tags)
        if change_set is None:
            console.say("  which changes nothing in AWS")
            return True
        for line in self._changes(change_set):
            console.say(line)
        if not console.confirm(f"Carry this out in account {self.account.number}, {self.account.region}?"):
            self.client.delete_change_set(StackName=self.name, ChangeSetName=change_set)
            return False
        token = f"{change_set}-carried-out"  # by which its events are known
        self.client.execute_change_set(StackName=self.name, ChangeSetName=change_set, ClientRequestToken=token)
        self._wait(token, console)
        return True

    def at_rest(self, console: Console) -> dict | None:
        """The stack when nobody changes it any more: another deployment, or this one before it was left by hand."""
        described, told = self.describe(), ""
        while described and (status := described["StackStatus"]).endswith("_IN_PROGRESS") and not console.dry_run:
            if status != told:
                console.say(f"  {self.name} is being changed ({status}): waiting for the end of that")
                told = status
            time.sleep(POLL_SECONDS)
            described = self.describe()
        return described

    def _must_be_whole(self, status: str) -> None:
        command = f"aws cloudformation {{}} --stack-name {self.name}"
        if status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"):
            raise Failed(
                f"The stack {self.name} was never made to the end ({status}):{self._failures()}\n"
                f"Mend that, delete what there is of it, and deploy again: {command.format('delete-stack')}"
            )
        if status == "UPDATE_ROLLBACK_FAILED":
            raise Failed(
                f"A change of the stack {self.name} could not be taken back ({status}):{self._failures()}\n"
                f"Mend that, let it go on, and deploy again: {command.format('continue-update-rollback')}"
            )

    def _differences(self, template: Mapping, parameters: Mapping[str, str]) -> list[str]:
        present = self.client.get_template(StackName=self.name, TemplateStage="Original")["TemplateBody"]
        present = json.loads(present) if isinstance(present, str) else present
        before, after = present["Resources"], template["Resources"]
        lines = [f"{SIGNS['Add']} {name}" for name in after if name not in before]
        lines += [f"{SIGNS['Remove']} {name}" for name in before if name not in after]
        lines += [f"{SIGNS['Modify']} {name}" for name in after if name in before and before[name] != after[name]]
        if not lines and json.loads(json.dumps(present)) != template:
            lines.append(f"{SIGNS['Modify']} parameters, conditions or outputs of the template")
        values = self.parameters()
        for name, value in parameters.items():
            if values.get(name) != value:
                lines.append(f'{SIGNS["Modify"]} parameter {name}: "{values.get(name, "")}" becomes "{value}"')
        return lines

    def _prepare(
        self, template: Mapping, parameters: Mapping[str, str], new: bool, tags: Mapping[str, str]
    ) -> str | None:
        """The name of a change set that is ready, or None where it would change nothing."""
        name = f"deploy-{uuid.uuid4().hex[:12]}"
        self.client.create_change_set(
            StackName=self.name,
            ChangeSetName=name,
            ChangeSetType="CREATE" if new else "UPDATE",
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
            Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
            **self._text(template),
        )
        while (found := self._described(name))["Status"] not in ("CREATE_COMPLETE", "FAILED"):
            time.sleep(POLL_SECONDS)
        if found["Status"] == "CREATE_COMPLETE":
            return name
        why = found.get("StatusReason", "")
        self.client.delete_change_set(StackName=self.name, ChangeSetName=name)
        if any(words in why for words in NO_CHANGES):
            return None
        raise Failed(f"CloudFormation refuses the change: {why}")

    def _described(self, change_set: str, **more) -> dict:
        return self.client.describe_change_set(StackName=self.name, ChangeSetName=change_set, **more)

    def _changes(self, change_set: str) -> list[str]:
        lines, more = [], {}
        while True:
            page = self._described(change_set, **more)
            for change in (each["ResourceChange"] for each in page["Changes"]):
                replaced = ", is replaced" if change.get("Replacement") == "True" else ""
                sign = SIGNS.get(change["Action"], "?")
                lines.append(f"  {sign} {change['LogicalResourceId']} ({change['ResourceType']}{replaced})")
            if not page.get("NextToken"):
                return lines
            more = {"NextToken": page["NextToken"]}

    def _text(self, template: Mapping) -> dict[str, str]:
        """The template itself, or where it is too long its place in the bucket of this stack."""
        text = json.dumps(template, separators=(",", ":"))
        if len(text.encode()) <= LONGEST_TEXT:
            return {"TemplateBody": text}
        bucket = self.outputs()["RunLocation"].split("/")[2]
        key = f"templates/{hashlib.sha256(text.encode()).hexdigest()[:16]}.json"
        self.account.client("s3").put_object(Bucket=bucket, Key=key, Body=text.encode())
        return {"TemplateURL": f"https://{bucket}.s3.{self.account.region}.{self.account.domain}/{key}"}

    def _wait(self, token: str, console: Console) -> None:
        started, told = time.time(), ""
        while (status := self._found()["StackStatus"]).endswith("_IN_PROGRESS"):
            if status != told:
                console.say(f"  {status}")
                told = status
            time.sleep(POLL_SECONDS)
        console.say(f"  {status}, {time.time() - started:.0f} s")
        if status == "UPDATE_ROLLBACK_COMPLETE":
            raise Failed(f"The stack {self.name} is as it was before, since this failed:{self._failures(token)}")
        if "ROLLBACK" in status or "FAILED" in status:
            raise Failed(f"The stack {self.name} could not be made or changed ({status}):{self._failures(token)}")

    def _failures(self, token: str | None = None) -> str:
        """Of one change or of all there were: resources and reasons, the first at first, without what fell with it."""
        failures = {}
        for page in self.client.get_paginator("describe_stack_events").paginate(StackName=self.name):
            for event in page["StackEvents"]:
                ours = token in (None, event.get("ClientRequestToken"))
                why = event.get("ResourceStatusReason", "no reason is given")
                if ours and event["ResourceStatus"].endswith("FAILED") and "cancelled" not in why:
                    failures[event["LogicalResourceId"]] = why
        lines = [f"\n  {name}: {why}" for name, why in reversed(failures.items())]
        return "".join(lines) or " its events say why"


def beginning(template: Mapping) -> dict:
    """The stack without task definitions, which name an image: for the first time, when there is no registry yet."""
    resources = {k: v for k, v in template["Resources"].items() if v["Type"] != "AWS::ECS::TaskDefinition"}
    return {**template, "Resources": resources}
