"""The DAG with the settings that the stack on AWS puts out, and the task definitions that it makes."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import boto3
import pytest

from surroundings import HOST, ROOT, processes, start_aws, venv_python

ACCOUNT = {"aws_access_key_id": "local", "aws_secret_access_key": "local", "region_name": "us-east-1"}
NAME = "conflict-management-test"
SECRETS = {"postgres": ["host", "user", "password"], "snowflake": ["account", "user", "warehouse", "private_key"]}
COMMAND = """
import os
names = ("ENVIRONMENT", "RUN_LOCATION", "POSTGRES_HOST", "POSTGRES_SCHEMA", "LOOKBACK_HOURS")
print("INFO {} was told", *(os.environ.get(name) for name in names), flush=True)
"""


@pytest.fixture(scope="module")
def moto(tmp_path_factory):
    """An account, as moto plays it."""
    folder, port = tmp_path_factory.mktemp("moto"), processes.free_port()
    command = [str(venv_python("standins")), "-m", "moto.server", "-H", HOST, "-p", str(port)]
    process = processes.start("moto", command, folder / "log", folder)
    try:
        processes.wait_until(lambda: processes.answers(port), process, 60)
        yield lambda service: boto3.client(service, endpoint_url=f"http://{HOST}:{port}", **ACCOUNT)
    finally:
        processes.end([process], 20)


@pytest.fixture(scope="module")
def stack(moto) -> dict[str, str]:
    """What the stack puts out when it is made there: by description, which is the name of a setting."""
    manager, ec2, s3 = moto("secretsmanager"), moto("ec2"), moto("s3")
    arns = {kind: manager.create_secret(Name=f"task02/{kind}", SecretString="{}")["ARN"] for kind in SECRETS}
    vpc = ec2.describe_vpcs()["Vpcs"][0]
    parameters = {
        "Environment": "test",
        "Image": "registry.example.org/conflict-management:1",
        "VpcId": vpc["VpcId"],
        "Subnets": ",".join(each["SubnetId"] for each in ec2.describe_subnets()["Subnets"][:2]),
        "PostgresCidr": vpc["CidrBlock"],
        "PostgresSecretArn": arns["postgres"],
        "SnowflakeSecretArn": arns["snowflake"],
        "LogGroupName": "/ecs/of-the-test",
    }
    s3.create_bucket(Bucket="templates")
    s3.put_object(Bucket="templates", Key="stack.json", Body=(ROOT / "deploy" / "aws" / "stack.json").read_bytes())
    moto("cloudformation").create_stack(
        StackName=NAME,
        TemplateURL="https://templates.s3.us-east-1.amazonaws.com/stack.json",
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    made = moto("cloudformation").describe_stacks(StackName=NAME)["Stacks"][0]
    return {each["Description"]: each["OutputValue"] for each in made["Outputs"]}


@pytest.fixture(scope="module")
def endpoint(moto, stack, tmp_path_factory):  # noqa: ARG001
    """An ECS that runs the definitions which moto has now, with a small program in place of each jar."""
    state = tmp_path_factory.mktemp("ecs")
    definitions = state / "definitions"
    definitions.mkdir()
    for family in moto("ecs").list_task_definition_families()["families"]:
        definition = moto("ecs").describe_task_definition(taskDefinition=family)["taskDefinition"]
        container = definition["containerDefinitions"][0]
        jar = Path(container["entryPoint"][-1])
        assert family == f"{NAME}-{jar.stem}" or jar.stem == "validate_config"
        container["entryPoint"] = [sys.executable, "-c", COMMAND.format(jar.stem)]
        (definitions / f"{family}.json").write_text(json.dumps(definition, default=str))
    with start_aws(state, definitions) as address:
        manager = boto3.client("secretsmanager", endpoint_url=address, **ACCOUNT)
        for kind, keys in SECRETS.items():
            manager.create_secret(Name=f"task02/{kind}", SecretString=json.dumps({key: f"the-{key}" for key in keys}))
        yield address


@pytest.fixture
def settings(stack, monkeypatch) -> dict[str, str]:
    """As a person sets them in Airflow: nothing but what the stack puts out."""
    names = {name: value for name, value in stack.items() if name.startswith("CONFLICT_MANAGEMENT_")}
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    return names


def test_what_the_stack_puts_out_is_all_that_the_dags_need(settings):
    from care_conflict.settings import read_settings

    read = read_settings(settings)
    assert read.cluster == NAME
    assert len(read.subnets) == 2
    assert read.run_location.startswith("s3://")
    assert read.alert_topic.startswith("arn:aws:sns:")


@pytest.mark.usefixtures("ecs", "settings")  # ecs: Airflow's own tables
def test_a_run_of_the_dag_runs_the_definitions_that_the_stack_made(endpoint, stack, database, monkeypatch, capfd):
    import conflict_management

    database.free()
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AIRFLOW_CONN_CONFLICT_MANAGEMENT_POSTGRES", database.dsn)
    dag = importlib.reload(conflict_management).dag
    dag.deadline = []  # Airflow's test run breaks off at its end where there is one
    ended = dag.test(run_conf={"lookback_hours": 48})
    said = capfd.readouterr().out
    assert str(ended.state) == "success"
    location = f"{stack['CONFLICT_MANAGEMENT_RUN_LOCATION']}/{ended.run_id}@{dag.dag_id}"
    for name in [conflict_management.SETUP, *conflict_management.TASKS, conflict_management.TEARDOWN]:
        assert f"{name} was told test {location} the-host conflict_dev 48" in said
