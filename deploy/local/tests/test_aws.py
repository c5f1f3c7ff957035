"""Logs, secrets and what moto answers, all on the one port."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest
from botocore.exceptions import ClientError
from endpoint import GROUP

PRINT_SECRETS = "import os; print(os.environ['PASSWORD'], os.environ['WHOLE'])"
COUNT = "for i in range(25): print(f'line {i}')"
SLOWLY = "import time; print('first'); time.sleep(1.5); print('second')"


def stream(task: str) -> str:
    return f"task/task/{task.rpartition('/')[2]}"


def test_log_events_are_there_while_the_task_runs(endpoint):
    endpoint.define("slowly", SLOWLY)
    task = endpoint.run("slowly")
    assert endpoint.wait_for_line(task, "first") == ["first"]
    assert endpoint.describe(task)["lastStatus"] == "RUNNING"
    endpoint.wait(task)
    assert endpoint.log(task) == ["first", "second"]


def test_log_events_come_in_pages_and_the_last_token_comes_again(endpoint):
    endpoint.define("count", COUNT)
    task = endpoint.run("count")
    endpoint.wait(task)
    logs, lines, token = endpoint.client("logs"), [], None
    while True:
        more = {"nextToken": token} if token else {}
        where = {"logGroupName": GROUP, "logStreamName": stream(task)}
        answer = logs.get_log_events(**where, startFromHead=True, limit=10, **more)
        lines += [event["message"] for event in answer["events"]]
        if answer["nextForwardToken"] == token:
            break
        token = answer["nextForwardToken"]
    assert lines == [f"line {i}" for i in range(25)]


def test_without_start_from_head_the_newest_log_events_come(endpoint):
    endpoint.define("count", COUNT)
    task = endpoint.run("count")
    endpoint.wait(task)
    logs = endpoint.client("logs")
    events = logs.get_log_events(logGroupName=GROUP, logStreamName=stream(task), limit=2)["events"]
    assert [event["message"] for event in events] == ["line 23", "line 24"]


def test_a_log_stream_that_does_not_exist_is_an_error(endpoint):
    with pytest.raises(ClientError, match="ResourceNotFoundException.*log stream does not exist"):
        endpoint.client("logs").get_log_events(logGroupName=GROUP, logStreamName="task/task/none")


def test_secrets_of_the_definition_are_resolved_by_key_and_as_a_whole(endpoint):
    whole = json.dumps({"password": "s3:cr=et", "user": "pipeline"})
    endpoint.client("secretsmanager").create_secret(Name="tests/login", SecretString=whole)
    arn = "arn:aws:secretsmanager:${Region}:${Account}:secret:tests/login"
    secrets = [{"name": "PASSWORD", "valueFrom": f"{arn}:password::"}, {"name": "WHOLE", "valueFrom": arn}]
    endpoint.define("secrets", PRINT_SECRETS, secrets=secrets)
    task = endpoint.run("secrets")
    endpoint.wait(task)
    assert endpoint.log(task) == [f"s3:cr=et {whole}"]
    assert "s3:cr=et" not in str(endpoint.describe(task))


def test_a_secret_is_found_by_the_arn_that_secrets_manager_gave_it(endpoint):
    arn = endpoint.client("secretsmanager").create_secret(Name="tests/other", SecretString='{"p": "1"}')["ARN"]
    secrets = [{"name": "PASSWORD", "valueFrom": f"{arn}:p::"}, {"name": "WHOLE", "valueFrom": arn}]
    endpoint.define("secrets", PRINT_SECRETS, secrets=secrets)
    task = endpoint.run("secrets")
    endpoint.wait(task)
    assert endpoint.log(task) == ['1 {"p": "1"}']


def test_a_task_whose_secret_is_missing_cannot_start(endpoint):
    endpoint.define("secrets", PRINT_SECRETS, secrets=[{"name": "PASSWORD", "valueFrom": "tests/none:password::"}])
    task = endpoint.wait(endpoint.run("secrets"))
    assert task["stopCode"] == "TaskFailedToStart"
    assert "ResourceInitializationError" in task["stoppedReason"]
    assert "tests/none" in task["stoppedReason"]


def test_s3_and_ses_answer_on_the_same_port(endpoint):
    s3 = endpoint.client("s3")
    s3.create_bucket(Bucket="runs")
    s3.put_object(Bucket="runs", Key="run 1/report.html", Body=b"<html>")
    assert s3.get_object(Bucket="runs", Key="run 1/report.html")["Body"].read() == b"<html>"
    ses = endpoint.client("sesv2")
    ses.create_email_identity(EmailIdentity="pipeline@example.org")
    sent = ses.send_email(
        FromEmailAddress="pipeline@example.org",
        Destination={"ToAddresses": ["someone@example.org"]},
        Content={"Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "b"}}}},
    )
    assert sent["MessageId"]


def test_a_call_of_ecs_that_is_not_served_is_refused_by_name(endpoint):
    with pytest.raises(ClientError, match="CreateService is not served"):
        endpoint.client("ecs").create_service(serviceName="s")


def test_a_browser_finds_the_report_of_a_run_and_nothing_beside_the_runs(endpoint):
    folder = endpoint.runs / "manual__2026-11-21T18:00:00+00:00"
    folder.mkdir(parents=True)
    (folder / "report.html").write_text("<h1>a report</h1>")
    runs = f"{endpoint.aws['endpoint']}/runs"
    with urllib.request.urlopen(f"{runs}/manual__2026-11-21T18%3A00%3A00%2B00%3A00/report.html", timeout=10) as answer:
        assert answer.headers.get_content_type() == "text/html"
        assert answer.read() == b"<h1>a report</h1>"
    for elsewhere in ("../log", "%2e%2e/log", "..%2flog"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{runs}/{elsewhere}", timeout=10)
