"""Logging in, and a session that is over: before anything is done, and in between."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError, NoCredentialsError, SSOTokenLoadError, UnauthorizedSSOTokenError

import account
from conftest import answers, writes

SSO = """[profile work]
sso_session = s
sso_account_id = 123456789012
sso_role_name = r
region = us-east-1
[sso-session s]
sso_start_url = https://127.0.0.1/start
sso_region = us-east-1
"""
AWS = """import os, sys
from pathlib import Path
Path(os.environ["AWS_CALLS"]).open("a").write(" ".join(sys.argv[1:]) + "\\n")
if os.environ["AWS_ENDS"] == "0":
    keys = "aws_access_key_id = any\\naws_secret_access_key = any\\nregion = us-east-1\\n"
    Path(os.environ["AWS_CONFIG_FILE"]).write_text("[profile work]\\n" + keys)
sys.exit(int(os.environ["AWS_ENDS"]))
"""


@pytest.fixture
def calls(run, monkeypatch, tmp_path) -> Path:  # noqa: ARG001 (which sets up a session that is not over)
    """A session that is over, and an `aws` whose sso login makes it good: what it was told."""
    config, folder, called = tmp_path / "config", tmp_path / "aws", tmp_path / "aws.calls"
    config.write_text(SSO)
    folder.mkdir()
    program = folder / "aws"
    program.write_text(f"#!{sys.executable}\n{AWS}")
    program.chmod(0o755)
    values = {"AWS_CONFIG_FILE": config, "AWS_CALLS": called, "AWS_ENDS": "0", "HOME": tmp_path}
    for name, value in values.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    called.touch()
    return called


def test_a_session_that_is_over_says_what_to_run_and_ci_is_not_asked(run, calls):
    code, said = run("--aws-profile", "work")
    assert (code, calls.read_text()) == (1, "")
    assert "Not logged in, or the session is over" in said and "Run: aws sso login --profile work" in said


def test_a_profile_that_is_not_there_is_named(run, calls):
    code, said = run("--aws-profile", "werk")
    assert (code, calls.read_text()) == (1, "")
    assert "The profile werk is not in ~/.aws/config" in said


def test_without_a_region_it_says_how_to_name_one(run, monkeypatch):
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    code, said = run()
    assert (code, "No region is given (AWS_REGION, --aws-region)" in said) == (1, True)


def test_a_person_may_log_in_at_once_and_it_goes_on(run, calls, monkeypatch):
    asked = answers(monkeypatch, ["y"])
    code, said = run("--only", "secrets", "--aws-profile", "work", yes=False)
    assert code == 0, said
    assert asked == ["The session of work is over. Run aws sso login now? [y/N] "]
    assert calls.read_text() == "sso login --profile work\n"
    assert "account 123456789012, region us-east-1" in said
    assert "make conflict-management-test/postgres" in said


@pytest.mark.parametrize(("answer", "ends", "called"), [("n", "0", ""), ("y", "255", "sso login --profile work\n")])
def test_without_a_log_in_nothing_goes_on(run, calls, monkeypatch, answer, ends, called):
    monkeypatch.setenv("AWS_ENDS", ends)
    answers(monkeypatch, [answer])
    code, said = run("--only", "secrets", "--aws-profile", "work", yes=False)
    assert (code, calls.read_text()) == (1, called)
    assert "Run: aws sso login --profile work" in said


def test_a_session_that_ends_while_the_stack_is_made_says_what_to_run_and_that_all_stays(run, monkeypatch):
    refuses(monkeypatch, "ExecuteChangeSet", "ExpiredTokenException")
    code, said = run()
    assert code == 1
    assert "the session is over (ClientError). Run: aws configure sso" in said
    assert "What was done so far stays, a change of the stack goes on by itself; deploy again." in said


def test_a_call_that_is_refused_for_another_reason_is_not_taken_for_a_log_in(run, monkeypatch):
    made = writes(monkeypatch)
    refuses(monkeypatch, "GetCallerIdentity", "AccessDenied")
    code, said = run()
    assert (code, made) == (1, [])
    assert "AWS does not answer as it should: An error occurred (AccessDenied)" in said
    assert "sso" not in said


@pytest.mark.parametrize(
    ("error", "over"),
    [
        (NoCredentialsError(), True),
        (SSOTokenLoadError(error_msg="no token"), True),
        (UnauthorizedSSOTokenError(), True),
        *((code, True) for code in sorted(account.EXPIRED)),
        ("AccessDenied", False),
        ("ThrottlingException", False),
    ],
)
def test_what_says_that_a_session_is_over(error, over):
    assert account.is_over(refused(error) if isinstance(error, str) else error) == over


def refuses(monkeypatch, of: str, code: str) -> None:
    """AWS answers one operation with this error, and all others as it does."""
    send = BaseClient._make_api_call

    def answer(client, operation, parameters):
        if operation == of:
            raise refused(code)
        return send(client, operation, parameters)

    monkeypatch.setattr(BaseClient, "_make_api_call", answer)


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "Any")
