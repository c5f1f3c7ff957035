"""The stack made in moto, and what is there then."""

from __future__ import annotations

import json

import pytest

import inputs
from conftest import LARGEST_POLICY, SECRETS

NAME = "conflict-management-test"


@pytest.fixture
def made(aws):
    """The outputs of the whole stack, made in one go."""
    manager = aws.client("secretsmanager")
    arns = {
        name: manager.create_secret(Name=f"task02/{name}", SecretString="{}")["ARN"]
        for name in ("postgres", "snowflake")
    }
    network = aws.network()
    values = {
        "Environment": "test",
        "Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/conflict-management:1",
        "VpcId": network["VPC_ID"],
        "Subnets": network["SUBNETS"],
        "PostgresCidr": network["POSTGRES_CIDR"],
        "PostgresSecretArn": arns["postgres"],
        "SnowflakeSecretArn": arns["snowflake"],
        "EmailSender": "pipeline@example.org",
        "AlertEmail": "on-call@example.org",
        "PostgresSchema": "conflict_test",
    }
    bucket = "templates"
    aws.client("s3").create_bucket(Bucket=bucket)
    aws.client("s3").put_object(Bucket=bucket, Key="stack.json", Body=json.dumps(inputs.read_template()))
    aws.client("cloudformation").create_stack(
        StackName=NAME,
        TemplateURL=f"https://{bucket}.s3.us-east-1.amazonaws.com/stack.json",
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    return aws.outputs()


def test_a_task_definition_is_what_its_file_says_with_the_account_filled_in(aws, made):
    task = aws.client("ecs").describe_task_definition(taskDefinition=f"{NAME}-task99_postflight")["taskDefinition"]
    container = task["containerDefinitions"][0]
    environment = {each["name"]: each["value"] for each in container["environment"]}
    assert container["image"].endswith("/conflict-management:1")
    assert container["stopTimeout"] == 120
    assert (container["user"], container["readonlyRootFilesystem"]) == ("10001:10001", True)
    assert [each["sourceVolume"] for each in container["mountPoints"]] == [each["name"] for each in task["volumes"]]
    assert environment["ENVIRONMENT"] == "test"
    assert environment["POSTGRES_SCHEMA"] == "conflict_test" == made["PostgresSchema"]
    assert environment["EMAIL_ENABLED"] == "true"
    assert environment["EMAIL_SENDER"] == "pipeline@example.org"
    arn = aws.client("secretsmanager").describe_secret(SecretId="task02/postgres")["ARN"]
    assert {each["valueFrom"] for each in container["secrets"]} == {
        f"{arn}:{key}::" for key in ("host", "user", "password")
    }
    assert container["logConfiguration"]["options"] == {
        "awslogs-group": "/ecs/conflict-management-test",
        "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": "task",
        "mode": "non-blocking",
        "max-buffer-size": "25m",
    }


def test_the_roles_of_who_writes_the_report_and_no_other_may_send_mail(aws, made):
    iam = aws.client("iam")
    names = [each["RoleName"] for each in iam.list_roles()["Roles"] if each["RoleName"].startswith(NAME)]
    assert len(names) > 10
    attached = {
        name: [p["PolicyName"] for p in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]]
        for name in names
    }
    assert {name for name, policies in attached.items() if any("Mail" in each for each in policies)} == {
        f"{NAME}-summarize_task02_chunks",
        f"{NAME}-task99_postflight",
    }
    assert made["AirflowPolicyArn"].startswith("arn:aws:iam::")


def test_airflows_policy_names_the_tasks_and_roles_that_are_there(aws, made):
    document = aws.client("iam").get_policy_version(PolicyArn=made["AirflowPolicyArn"], VersionId="v1")
    found = {each["Sid"]: each for each in document["PolicyVersion"]["Document"]["Statement"]}
    families = aws.client("ecs").list_task_definition_families()["families"]
    by_airflow = {f"{family}:*" for family in families if not family.endswith("-migrate")}  # which no DAG runs
    assert {each.rpartition("/")[2] for each in found["Run"]["Resource"]} == by_airflow
    cluster = f"arn:aws:ecs:us-east-1:123456789012:cluster/{made['Cluster']}"
    assert found["Run"]["Condition"] == {"ArnEquals": {"ecs:cluster": cluster}}
    roles = {each["Arn"] for each in aws.client("iam").list_roles()["Roles"]}
    assert set(found["PassRoles"]["Resource"]) <= roles
    assert made["Cluster"] in found["WatchAndStop"]["Resource"]
    bucket, _, folder = made["RunLocation"].removeprefix("s3://").partition("/")
    plans = [f"arn:aws:s3:::{bucket}/{folder}/{each}" for each in ("*/task02_chunks.json", "*-shards.json")]
    assert (found["ReadPlans"]["Action"], found["ReadPlans"]["Resource"]) == ("s3:GetObject", plans)
    assert (found["FindPlans"]["Action"], found["FindPlans"]["Resource"]) == ("s3:ListBucket", f"arn:aws:s3:::{bucket}")
    assert len(json.dumps(list(found.values()), separators=(",", ":"))) < LARGEST_POLICY


def test_results_are_encrypted(aws, made):
    bucket = made["RunLocation"].removeprefix("s3://").partition("/")[0]
    s3 = aws.client("s3")
    assert s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]


def test_logs_are_kept_for_their_time(aws, made):
    group = aws.client("logs").describe_log_groups(logGroupNamePrefix=made["LogGroup"])["logGroups"][0]
    assert group["retentionInDays"] == 90


def test_a_failed_task_matches_the_rule_that_alerts(aws, made):
    rule = aws.client("events").list_rules()["Rules"][0]
    pattern = json.loads(rule["EventPattern"])
    assert pattern["detail"]["taskDefinitionArn"][0]["prefix"].endswith(f"task-definition/{NAME}-")
    targets = aws.client("events").list_targets_by_rule(Rule=rule["Name"])["Targets"]
    assert [each["Arn"] for each in targets] == [made["AlertTopic"]]


def test_nothing_that_is_made_holds_a_secret(aws, made):
    template = json.dumps(aws.client("cloudformation").get_template(StackName=NAME)["TemplateBody"])
    assert not [value for value in SECRETS.values() if value in template]
    assert made
