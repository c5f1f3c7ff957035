"""What CloudFormation may answer: a stack that is being changed, that failed, that was put back."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import boto3
import pytest
from botocore.stub import ANY, Stubber

import cloudformation
from console import Console, Failed

NAME = "conflict-management-test"
TEMPLATE = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
NOW = datetime(2026, 11, 21, tzinfo=timezone.utc)


class Answers:
    """An account whose CloudFormation gives these answers, one after the other, and no others."""

    number, region, domain = "123456789012", "us-east-1", "amazonaws.com"

    def __init__(self):
        self.cloudformation = boto3.client(
            "cloudformation", region_name=self.region, aws_access_key_id="any", aws_secret_access_key="any"
        )
        self.stubber = Stubber(self.cloudformation)

    def client(self, _: str):
        return self.cloudformation

    def status(self, *statuses: str | None) -> None:
        for status in statuses:
            if status:
                stack = {"StackName": NAME, "CreationTime": NOW, "StackStatus": status}
                self.stubber.add_response("describe_stacks", {"Stacks": [stack]})
            else:
                message = f"Stack with id {NAME} does not exist"
                self.stubber.add_client_error("describe_stacks", "ValidationError", message)

    def template(self, template: dict = TEMPLATE) -> None:
        self.stubber.add_response("get_template", {"TemplateBody": json.dumps(template)})

    def change_set(self, status: str = "CREATE_COMPLETE", why: str = "") -> None:
        self.stubber.add_response("create_change_set", {}, None)
        self.stubber.add_response("describe_change_set", {"Status": "CREATE_IN_PROGRESS"})
        self.stubber.add_response("describe_change_set", {"Status": status, "StatusReason": why})

    def carried_out(self) -> None:
        change = {"Action": "Modify", "LogicalResourceId": "Topic", "ResourceType": "AWS::SNS::Topic"}
        self.stubber.add_response("describe_change_set", {"Changes": [{"ResourceChange": change}]})
        told = {"StackName": NAME, "ChangeSetName": ANY, "ClientRequestToken": ANY}
        self.stubber.add_response("execute_change_set", {}, told)

    def events(self, *events: tuple[str, str, str], token: str | None = None) -> None:
        """The newest first, two a page."""
        described = [
            {"StackId": "s", "EventId": str(at), "StackName": NAME, "Timestamp": NOW}
            | {"LogicalResourceId": name, "ResourceStatus": status, "ResourceStatusReason": why}
            | ({"ClientRequestToken": token} if token else {})
            for at, (name, status, why) in enumerate(events)
        ]
        for at in range(0, len(described), 2):
            more = {"NextToken": str(at)} if at + 2 < len(described) else {}
            self.stubber.add_response("describe_stack_events", {"StackEvents": described[at : at + 2], **more})


@pytest.fixture
def answers(monkeypatch):
    monkeypatch.setattr(cloudformation, "POLL_SECONDS", 0)
    monkeypatch.setattr(cloudformation.uuid, "uuid4", lambda: type("Id", (), {"hex": "1"}))
    given = Answers()
    with given.stubber:
        yield given
        given.stubber.assert_no_pending_responses()


def apply(answers: Answers, template: dict = TEMPLATE, dry_run: bool = False) -> bool:
    console = Console(asks=False, yes=True, dry_run=dry_run)
    return cloudformation.Stack(answers, NAME).apply(template, {}, console)


def test_a_stack_that_is_being_changed_is_waited_for(answers, capsys):
    answers.status("UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_COMPLETE")
    answers.template()
    answers.status("UPDATE_COMPLETE")  # its parameters
    assert apply(answers)
    said = capsys.readouterr().out
    assert said.count("is being changed (UPDATE_IN_PROGRESS): waiting for the end of that") == 1
    assert f"{NAME} is as it should be" in said


def test_a_dry_run_waits_for_nobody(answers):
    answers.status("UPDATE_IN_PROGRESS")
    answers.template()
    answers.status("UPDATE_IN_PROGRESS")
    assert apply(answers, dry_run=True)


def test_a_stack_that_is_being_deleted_is_made_when_it_is_gone(answers, capsys):
    answers.status("DELETE_IN_PROGRESS", None)
    answers.change_set()
    answers.carried_out()
    answers.status("CREATE_IN_PROGRESS", "CREATE_COMPLETE")
    assert apply(answers)
    assert "create, of 1 resources, the stack" in capsys.readouterr().out


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"])
def test_a_stack_that_was_never_made_says_why_and_how_to_take_it_away(answers, status):
    answers.status(status)
    answers.events(("Topic", "CREATE_FAILED", "already exists"))
    with pytest.raises(Failed) as failure:
        apply(answers)
    assert f"was never made to the end ({status}):\n  Topic: already exists\n" in str(failure.value)
    assert f"aws cloudformation delete-stack --stack-name {NAME}" in str(failure.value)


def test_a_change_that_could_not_be_taken_back_says_why_and_how_it_goes_on(answers):
    answers.status("UPDATE_ROLLBACK_FAILED")
    answers.events(("Role", "UPDATE_FAILED", "is not allowed"))
    with pytest.raises(Failed, match="(?s)Role: is not allowed.*continue-update-rollback --stack-name " + NAME):
        apply(answers)


def test_a_change_that_fails_names_each_resource_and_reason_of_this_change_alone(answers, capsys):
    changed = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "x"}}}}
    answers.status("UPDATE_COMPLETE")
    answers.template()
    answers.status("UPDATE_COMPLETE")
    answers.change_set()
    answers.carried_out()
    answers.status("UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE")
    answers.events(
        (NAME, "UPDATE_ROLLBACK_COMPLETE", ""),
        ("Rule", "UPDATE_FAILED", "Resource update cancelled"),
        ("Queue", "CREATE_FAILED", "the limit is reached"),
        ("Topic", "UPDATE_FAILED", "is not allowed"),
        ("Topic", "UPDATE_IN_PROGRESS", ""),
        token="deploy-1-carried-out",
    )
    with pytest.raises(Failed) as failure:
        apply(answers, changed)
    assert str(failure.value) == (
        f"The stack {NAME} is as it was before, since this failed:"
        "\n  Topic: is not allowed\n  Queue: the limit is reached"
    )
    said = capsys.readouterr().out
    assert "  UPDATE_IN_PROGRESS\n  UPDATE_ROLLBACK_IN_PROGRESS\n  UPDATE_ROLLBACK_COMPLETE, " in said


def test_failures_of_an_earlier_change_are_not_told(answers):
    answers.status(None)
    answers.change_set()
    answers.carried_out()
    answers.status("ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE")
    answers.events(("Topic", "CREATE_FAILED", "of yesterday"), token="another")
    with pytest.raises(Failed, match=r"could not be made or changed \(ROLLBACK_COMPLETE\): its events say why"):
        apply(answers)


def test_a_change_that_cloudformation_refuses_is_told_in_its_words_and_taken_away(answers):
    answers.status(None)
    answers.change_set("FAILED", "Template error: no such resource")
    answers.stubber.add_response("delete_change_set", {})
    with pytest.raises(Failed, match="CloudFormation refuses the change: Template error: no such resource"):
        apply(answers)


def test_a_change_that_changes_nothing_in_aws_is_none(answers, capsys):
    answers.status("CREATE_COMPLETE")
    answers.template({"Resources": {}})
    answers.status("CREATE_COMPLETE")
    answers.change_set("FAILED", "The submitted information didn't contain changes.")
    answers.stubber.add_response("delete_change_set", {})
    assert apply(answers)
    assert "which changes nothing in AWS" in capsys.readouterr().out
