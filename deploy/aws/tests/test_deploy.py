"""The whole way, from an empty account to a task that ran, as a person and as CI go it."""

from __future__ import annotations

import json

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

import console
import image
import task_runs
from conftest import NAME, SECRETS, answers, git, jdk_of, writes
from test_stack import PARTS_WITHOUT_SNOWFLAKE

ENCRYPTED = SECRETS["SNOWFLAKE_PRIVATE_KEY"].replace(" PRIVATE KEY", " ENCRYPTED PRIVATE KEY")


def test_the_first_deployment_makes_everything(run, aws, docker):
    code, said = run("--base-image", "debian:12")
    assert code == 0, said
    assert docker.words == ["build", "login", "push", "push"]
    assert "BASE_IMAGE=debian:12" in docker.calls[0]["arguments"]
    assert aws.secret(f"{NAME}/postgres") == {
        "host": SECRETS["POSTGRES_HOST"],
        "user": SECRETS["POSTGRES_USER"],
        "password": SECRETS["POSTGRES_PASSWORD"],
    }
    assert aws.secret(f"{NAME}/snowflake")["private_key"] == SECRETS["SNOWFLAKE_PRIVATE_KEY"]
    family = f"{NAME}-task00_preflight"
    task = aws.client("ecs").describe_task_definition(taskDefinition=family)["taskDefinition"]
    tag = f"{aws.outputs()['RepositoryUri']}:{image.version()}"
    assert task["containerDefinitions"][0]["image"] == tag
    arn = aws.client("secretsmanager").describe_secret(SecretId=f"{NAME}/postgres")["ARN"]
    assert {"name": "POSTGRES_HOST", "valueFrom": f"{arn}:host::"} in task["containerDefinitions"][0]["secrets"]
    assert "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE" not in secrets_of(aws, "task00_preflight")  # a plain key has none
    assert f"CONFLICT_MANAGEMENT_TASK_DEFINITION_PREFIX={NAME}-" in said


def test_a_second_deployment_changes_nothing_and_says_so(run, aws, docker, monkeypatch):
    aws.client("s3").create_bucket(Bucket="mwaa")
    run(MWAA_BUCKET="mwaa")
    before = docker.words
    made = writes(monkeypatch)
    code, said = run(MWAA_BUCKET="mwaa")
    assert (code, made, docker.words) == (0, [], before), said
    for line in ("is there already", f"{NAME}/postgres is as it should be", f"{NAME} is as it should be"):
        assert line in said
    assert "s3://mwaa has everything already" in said


def test_a_dry_run_says_what_it_would_do_and_does_nothing(run, docker, monkeypatch):
    made = writes(monkeypatch)
    code, said = run("--dry-run", MWAA_BUCKET="")
    assert (code, made, docker.calls) == (0, [], []), said
    for line in ("would run python docker/build.py", "would push", f"would make {NAME}/postgres: host, password, user"):
        assert line in said
    assert f"resources, the stack {NAME}" in said


def test_a_dry_run_where_airflow_is_elsewhere_says_that_the_stack_adds_its_settings(run):
    assert "(what the stack puts out, once it is there)" in run("--dry-run")[1]
    run()
    assert "(what the stack puts out" not in run("--dry-run")[1]


def test_a_dry_run_of_a_change_names_the_change(run, monkeypatch):
    run()
    made = writes(monkeypatch)
    code, said = run("--dry-run", LOG_RETENTION_DAYS="30", POSTGRES_PASSWORD="another")
    assert (code, made) == (0, []), said
    assert 'parameter LogRetentionDays: "90" becomes "30"' in said
    assert f"would change {NAME}/postgres: password" in said


def test_no_secret_is_said_or_stands_in_an_argument_list_or_in_the_stack(run, aws, docker):
    _, said = run()
    _, again = run(POSTGRES_PASSWORD="a second one")
    template = aws.client("cloudformation").get_template(StackName=NAME)["TemplateBody"]
    described = aws.client("cloudformation").describe_stacks(StackName=NAME)
    arguments = json.dumps([call["arguments"] for call in docker.calls])
    for secret in (SECRETS["POSTGRES_PASSWORD"], "a second one", "MIIE+not+a+key="):
        for place in (said, again, json.dumps(template), str(described), arguments):
            assert secret not in place
    assert docker.calls[1]["input"]  # docker's own password came in by standard input
    assert docker.calls[1]["input"] not in said


def test_only_a_secret_that_changed_is_written_and_other_keys_of_it_stay(run, aws):
    run()
    manager = aws.client("secretsmanager")
    manager.put_secret_value(
        SecretId=f"{NAME}/postgres", SecretString=json.dumps({**aws.secret(f"{NAME}/postgres"), "of_others": "x"})
    )
    version = manager.get_secret_value(SecretId=f"{NAME}/snowflake")["VersionId"]
    code, said = run("--only", "secrets", without=("POSTGRES_HOST",), POSTGRES_PASSWORD="new")
    assert code == 0, said
    assert f"change {NAME}/postgres: password\n" in said
    assert aws.secret(f"{NAME}/postgres") == {
        "host": SECRETS["POSTGRES_HOST"],
        "user": SECRETS["POSTGRES_USER"],
        "password": "new",
        "of_others": "x",
    }
    assert manager.get_secret_value(SecretId=f"{NAME}/snowflake")["VersionId"] == version


def test_a_tag_that_is_taken_by_other_content_is_refused(run, repository, docker):
    run()
    (repository / "docker" / "Dockerfile").write_text("FROM scratch\nLABEL another=1\n")
    git(repository, "commit", "-q", "-a", "-m", "second")
    before = docker.words
    code, said = run()
    assert (code, docker.words) == (1, before)
    assert "A tag never moves: raise the version in pom.xml, or name another one (--image-tag)" in said


def test_the_same_content_under_another_version_is_tagged_without_a_build(run, aws, docker):
    run()
    before = docker.words
    code, said = run(IMAGE_TAG="release-7")
    assert (code, docker.words) == (0, before), said
    tags = aws.client("ecr").describe_images(repositoryName="conflict-management")["imageDetails"][0]["imageTags"]
    assert {image.version(), "release-7"} <= set(tags)
    values = aws.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"][0]["Parameters"]
    tag = f"{aws.outputs()['RepositoryUri']}:release-7"
    assert {"ParameterKey": "Image", "ParameterValue": tag} in values


def test_another_base_is_other_content_which_needs_a_tag_of_its_own_and_is_built(run, docker):
    run("--base-image", "debian@sha256:aa")
    code, said = run("--base-image", "debian@sha256:bb")
    assert (code, docker.words.count("build")) == (1, 1)
    assert "A tag never moves" in said and "give that one again" in said
    code, said = run("--base-image", "debian@sha256:bb", IMAGE_TAG="1.0.0-2")
    assert (code, docker.words.count("build")) == (0, 2), said
    assert "BASE_IMAGE=debian@sha256:bb" in docker.calls[-4]["arguments"]
    code, said = run("--base-image", "debian@sha256:bb", IMAGE_TAG="1.0.0-2", JDK_IMAGE="jdk:25.0.2")
    assert (code, docker.words.count("build")) == (1, 2)


@pytest.mark.parametrize(
    ("javac", "problem"),
    [("javac 11.0.2", "javac is of 11"), ("javac 1.8.0_402", "javac is of 8"), (None, "has no javac")],
)
def test_without_a_jdk_that_is_new_enough_nothing_is_built(run, docker, monkeypatch, tmp_path, javac, problem):
    if javac:
        jdk_of(monkeypatch, tmp_path / "old", javac)
    else:
        monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    code, said = run("--only", "build")
    assert (code, docker.calls) == (2, [])
    assert "a JDK 17 or newer is needed to build" in said and problem in said
    assert "JDK" not in run("--only", "push,dags", "--dry-run")[1]


def test_what_is_not_committed_is_not_made_an_image(run, repository, docker):
    (repository / "docker" / "Dockerfile").write_text("FROM other\n")
    code, said = run()
    assert (code, docker.calls) == (1, [])
    assert "An image is made of what is committed, and this is not: docker/Dockerfile" in said


def secrets_of(aws, task: str) -> set[str]:
    found = aws.client("ecs").describe_task_definition(taskDefinition=f"{NAME}-{task}")["taskDefinition"]
    return {each["name"] for each in found["containerDefinitions"][0]["secrets"]}


def test_an_encrypted_key_comes_with_its_passphrase_and_a_plain_one_without(run, aws, docker):
    code, said = run("--dry-run", SNOWFLAKE_PRIVATE_KEY=ENCRYPTED)
    assert code == 2
    assert "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE is not given, and its secret has no value for it" in said
    code, said = run(SNOWFLAKE_PRIVATE_KEY=ENCRYPTED, SNOWFLAKE_PRIVATE_KEY_PASSPHRASE="open sesame")
    assert code == 0, said
    assert aws.secret(f"{NAME}/snowflake")["private_key_passphrase"] == "open sesame"
    assert "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE" in secrets_of(aws, "task00_preflight")
    assert "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE" in secrets_of(aws, "test_connections")
    assert "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE" not in secrets_of(aws, "migrate")
    template = json.dumps(aws.client("cloudformation").get_template(StackName=NAME)["TemplateBody"])
    described = str(aws.client("cloudformation").describe_stacks(StackName=NAME))
    assert not [each for each in (said, template, described, str(docker.calls)) if "open sesame" in each]
    without_values = tuple(name for name in SECRETS if name.startswith("SNOWFLAKE_"))
    code, said = run("--only", "secrets,stack", without=without_values)
    assert f"{NAME} is as it should be" in said
    code, said = run("--only", "secrets")  # the plain key of SECRETS
    assert "Snowflake's key is plain now, which the tasks learn by: deploy.py --only stack" in said
    code, said = run("--only", "stack")
    assert 'parameter SnowflakeKeyEncrypted: "true" becomes "false"' in said


def test_another_encrypted_key_needs_its_passphrase_anew(run):
    run("--only", "secrets", SNOWFLAKE_PRIVATE_KEY=ENCRYPTED, SNOWFLAKE_PRIVATE_KEY_PASSPHRASE="open sesame")
    code, said = run("--only", "secrets", SNOWFLAKE_PRIVATE_KEY=ENCRYPTED.replace("MIIE", "MIIF"))
    assert code == 2
    assert "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE is not given" in said
    code, said = run("--only", "secrets", SNOWFLAKE_PRIVATE_KEY=ENCRYPTED)
    assert (code, f"{NAME}/snowflake is as it should be" in said) == (0, True)


def test_a_person_is_asked_for_the_passphrase_of_an_encrypted_key_unseen(run, aws, monkeypatch, tmp_path):
    key = tmp_path / "key.p8"
    key.write_text(ENCRYPTED)
    asked = answers(monkeypatch, [str(key)])
    monkeypatch.setattr(console.getpass, "getpass", lambda question: asked.append(question) or "open sesame")
    code, said = run("--only", "secrets", yes=False, without=("SNOWFLAKE_PRIVATE_KEY",))
    assert code == 0, said
    assert asked[1:] == ["SNOWFLAKE_PRIVATE_KEY_PASSPHRASE (not shown): "]
    assert aws.secret(f"{NAME}/snowflake")["private_key_passphrase"] == "open sesame"
    assert "open sesame" not in said


def test_who_may_not_read_the_secret_leaves_the_passphrase_as_the_stack_has_it(run, monkeypatch):
    run(SNOWFLAKE_PRIVATE_KEY=ENCRYPTED, SNOWFLAKE_PRIVATE_KEY_PASSPHRASE="open sesame")
    send = BaseClient._make_api_call

    def refuse(client, operation, parameters):
        if operation == "GetSecretValue":
            raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, operation)
        return send(client, operation, parameters)

    monkeypatch.setattr(BaseClient, "_make_api_call", refuse)
    code, said = run("--only", "stack")
    assert (code, f"{NAME} is as it should be" in said) == (0, True), said


def test_all_problems_are_told_at_once_and_nothing_is_done(run, docker, monkeypatch):
    made = writes(monkeypatch)
    code, said = run(
        ENVIRONMENT="Production!",
        SUBNETS="subnet-1, sub-2",
        POSTGRES_PORT="99999",
        LOG_RETENTION_DAYS="31",
        POSTGRES_SHEMA="x",
        SNOWFLAKE_PRIVATE_KEY="-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIE+not+a+key=\n",
    )
    assert (code, made, docker.calls) == (2, [], [])
    for problem in (
        'ENVIRONMENT (.env): "Production!" is not at most ten lower-case letters',
        'SUBNETS (.env): "subnet-1,sub-2" is not subnet- and its number',
        'POSTGRES_PORT (.env): "99999" is not a whole number from 1 to 65535',
        'LOG_RETENTION_DAYS (.env): "31" is not one of 7, 14',
        "POSTGRES_SHEMA (values.env) is not known; did you mean POSTGRES_SCHEMA?",
        "SNOWFLAKE_PRIVATE_KEY: is no whole PKCS#8 key (-----BEGIN ENCRYPTED PRIVATE KEY-----",
    ):
        assert problem in said
    assert "MIIE+not+a+key=" not in said


def test_everything_that_is_missing_is_named_where_nobody_can_be_asked(run, docker):
    code, said = run(without=("VPC_ID", "POSTGRES_CIDR", "POSTGRES_PASSWORD", "SNOWFLAKE_PRIVATE_KEY"))
    assert (code, docker.calls) == (2, [])
    assert "VPC_ID is not given (--vpc-id). VPC that the tasks run in." in said
    assert "POSTGRES_CIDR is not given (--postgres-cidr)" in said
    assert "POSTGRES_PASSWORD is not given, and its secret has no value for it" in said
    assert "SNOWFLAKE_PRIVATE_KEY_FILE is not given" in said


def test_what_is_needed_and_left_empty_is_not_given(run, aws, monkeypatch):
    code, said = run(VPC_ID="")
    assert (code, "VPC_ID is not given (--vpc-id)" in said) == (2, True)
    vpc = aws.network()["VPC_ID"]
    asked = answers(monkeypatch, [vpc, "y", "y"])
    code, said = run("--only", "secrets,stack", "--image-reference", "a.example/b:1", yes=False, VPC_ID="")
    assert code == 0, said
    assert asked[0].startswith("VPC_ID: ")
    assert run("--only", "stack", VPC_ID="")[0] == 0  # the stack has it


def test_what_the_stack_has_need_not_be_given_again(run, aws):
    run(LOG_RETENTION_DAYS="30")
    code, said = run("--only", "stack", "--alert-email", "on-call@example.org", without=tuple(aws.network()))
    assert code == 0, said
    assert 'parameter AlertEmail: "" becomes "on-call@example.org"' in said
    assert "LogRetentionDays" not in said


def test_a_person_is_shown_the_change_and_may_say_no(run, aws, monkeypatch):
    run()
    answers(monkeypatch, ["n"])
    code, said = run("--only", "stack", yes=False, RUN_RETENTION_DAYS="30")
    assert code == 1
    assert 'parameter RunRetentionDays: "400" becomes "30"' in said
    values = aws.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"][0]["Parameters"]
    assert {"ParameterKey": "RunRetentionDays", "ParameterValue": "400"} in values
    assert not aws.client("cloudformation").list_change_sets(StackName=NAME)["Summaries"][2:]


def test_a_person_is_asked_for_what_is_missing_with_secrets_unseen(run, aws, monkeypatch, tmp_path):
    key = tmp_path / "key.p8"
    key.write_text(SECRETS["SNOWFLAKE_PRIVATE_KEY"])
    network = aws.network()
    asked = answers(monkeypatch, ["vpc!", network["VPC_ID"], str(tmp_path / "none"), str(key), "y", "y", "0"])
    monkeypatch.setattr(console.getpass, "getpass", lambda question: asked.append(question) or "typed in")
    code, said = run(yes=False, without=("VPC_ID", "POSTGRES_PASSWORD", "SNOWFLAKE_PRIVATE_KEY"))
    assert code == 0, said
    assert "not vpc- and its number" in said
    assert "cannot be read (FileNotFoundError)" in said
    assert aws.secret(f"{NAME}/postgres")["password"] == "typed in"
    assert aws.secret(f"{NAME}/snowflake")["private_key"] == SECRETS["SNOWFLAKE_PRIVATE_KEY"]
    assert [question for question in asked if "not shown" in question] == ["POSTGRES_PASSWORD (not shown): "]


def test_where_nobody_is_there_and_yes_is_not_said_nothing_is_carried_out(run, aws):
    code, said = run(yes=False)
    assert code == 1
    assert "Nobody is there to answer: say --yes where that is right" in said
    assert aws.client("ecs").list_clusters()["clusterArns"] == []


def test_a_stack_without_its_secret_says_which_step_makes_it(run):
    code, said = run("--only", "stack")
    assert code == 1
    assert f"The secret {NAME}/postgres is not there. Make it: deploy.py --only secrets" in said


def test_an_older_version_is_brought_back_by_its_tag_and_one_that_is_not_there_is_refused(run):
    run()
    run(IMAGE_TAG="release-7")
    code, said = run("--only", "stack", "--image-tag", image.version())
    assert code == 0, said
    assert 'conflict-management:release-7" becomes' in said
    code, said = run("--only", "stack", "--image-tag", "release-8")
    assert code == 1
    assert "conflict-management:release-8 is not in the registry" in said


def test_without_snowflake_its_secret_is_not_asked_for_and_its_tasks_are_not_made(run, aws, monkeypatch):
    of_snowflake = tuple(name for name in SECRETS if name.startswith("SNOWFLAKE_"))
    code, said = run(without=of_snowflake, WITH_SNOWFLAKE="false", EMAIL_SENDER="pipeline@example.org")
    assert code == 0, said
    assert [each["Name"] for each in aws.client("secretsmanager").list_secrets()["SecretList"]] == [f"{NAME}/postgres"]
    families = {each.removeprefix(f"{NAME}-") for each in aws.client("ecs").list_task_definition_families()["families"]}
    assert families == PARTS_WITHOUT_SNOWFLAKE
    policies = aws.client("iam").list_attached_role_policies(RoleName=f"{NAME}-summarize_task02_chunks")
    assert any("Mail" in each["PolicyName"] for each in policies["AttachedPolicies"])
    task = aws.client("ecs").describe_task_definition(taskDefinition=f"{NAME}-test_connections")["taskDefinition"]
    assert {each["name"] for each in task["containerDefinitions"][0]["secrets"]} == {
        "POSTGRES_HOST",
        "POSTGRES_USER",
        "POSTGRES_PASSWORD",
    }
    start = aws.client("iam").get_role_policy(RoleName=f"{NAME}-execution", PolicyName="start")["PolicyDocument"]
    assert "snowflake" not in json.dumps(start)
    assert "CONFLICT_MANAGEMENT_WITH_SNOWFLAKE=false" in said
    assert "conflict_management_chunked.py" in said and " conflict_management.py" not in said
    made = writes(monkeypatch)
    code, said = run(without=of_snowflake)
    assert (code, made) == (0, []), said


def test_a_second_environment_uses_the_repository_of_the_first(run, aws):
    run()
    code, said = run(ENVIRONMENT="second")
    assert code == 0, said
    assert "the repository conflict-management is there already and is used" in said
    values = parameters(aws, "conflict-management-second")
    assert values["CreateRepository"] == "false"
    assert aws.outputs("conflict-management-second")["LogGroup"] == "/ecs/conflict-management-second"
    assert "conflict-management-second is as it should be" in run(ENVIRONMENT="second")[1]
    assert f"{NAME} is as it should be" in run()[1]
    assert parameters(aws, NAME)["CreateRepository"] == "true"
    assert aws.outputs("conflict-management-second")["RepositoryUri"] == aws.outputs()["RepositoryUri"]


def test_two_environments_that_are_deployed_twice_each_keep_what_is_theirs(run, aws, monkeypatch):
    """One account, one registry, one bucket of MWAA each."""
    given = {
        name: {
            "ENVIRONMENT": name,
            "POSTGRES_HOST": f"{name}-db",
            "MWAA_BUCKET": f"{name}-mwaa",
            "IMAGE_TAG": f"{name}-1",
        }
        for name in ("dev", "prod")
    }
    for values in given.values():
        aws.client("s3").create_bucket(Bucket=values["MWAA_BUCKET"])
        assert run(**values)[0] == 0
    made = writes(monkeypatch)
    for name, values in given.items():
        code, said = run(**values)
        assert (code, made) == (0, []), said
        stack = f"conflict-management-{name}"
        assert aws.secret(f"{stack}/postgres")["host"] == f"{name}-db"
        assert parameters(aws, stack)["Image"].endswith(f"conflict-management:{name}-1")
        outputs = aws.outputs(stack)
        assert (outputs["LogGroup"], outputs["Cluster"]) == (f"/ecs/{stack}", stack)
        script = aws.client("s3").get_object(Bucket=f"{name}-mwaa", Key="startup.sh")["Body"].read().decode()
        assert f"CLUSTER={stack}\n" in script and outputs["RunLocation"] in script
    locations = {aws.outputs(f"conflict-management-{name}")["RunLocation"] for name in given}
    groups = {each["logGroupName"] for each in aws.client("logs").describe_log_groups()["logGroups"]}
    tags = aws.client("ecr").describe_images(repositoryName="conflict-management")["imageDetails"][0]["imageTags"]
    assert len(locations) == 2
    assert {"/ecs/conflict-management-dev", "/ecs/conflict-management-prod"} <= groups
    assert {"dev-1", "prod-1"} <= set(tags)


def test_an_airflow_that_runs_one_environment_is_not_taken_by_another(run, aws):
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="mwaa")
    assert run(ENVIRONMENT="prod", MWAA_BUCKET="mwaa")[0] == 0
    before = s3.get_object(Bucket="mwaa", Key="startup.sh")["Body"].read()
    code, said = run(ENVIRONMENT="dev", MWAA_BUCKET="mwaa")
    assert (code, s3.get_object(Bucket="mwaa", Key="startup.sh")["Body"].read()) == (1, before)
    assert "sets CONFLICT_MANAGEMENT_TASK_DEFINITION_PREFIX to conflict-management-prod-" in said


def test_a_task_that_cannot_be_found_is_an_error_of_aws_in_words(run):
    run(WITH_SNOWFLAKE="false")
    code, said = run("--run", "task02_00_conflict_update")  # which only a stack with Snowflake has
    assert code == 1
    assert "AWS refused" in said


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("validate_confg", '"validate_confg" is no task; there are pipeline, explain, finish_detection, '),
        ("run_lock 'show", "run_lock 'show: No closing quotation"),
        ("pipeline --shards=4", "a pipeline by hand is not in shards"),
    ],
)
def test_what_cannot_run_is_refused_before_anything_is_done(run, docker, monkeypatch, words, problem):
    made = writes(monkeypatch)
    code, said = run("--skip", "dags", "--run", words)
    assert (code, made, docker.calls) == (2, [], [])
    assert f"--run: {problem}" in said


def test_a_task_that_is_run_has_the_params_that_the_dags_are_given(run, monkeypatch):
    given = []
    monkeypatch.setattr(task_runs.Runs, "_task", lambda runs, *_: given.append(runs._params()) or 0)
    run()
    assert run("--run", "test_connections")[0] == 0
    assert run("--run", "test_connections", CONFLICT_MANAGEMENT_PARAMS='{"max_source_age_hours": 200}')[0] == 0
    assert given == [{}, {"MAX_SOURCE_AGE_HOURS": "200"}]
    code, said = run("--run", "test_connections", CONFLICT_MANAGEMENT_PARAMS="max_source_age_hours=200")
    assert code == 2
    assert 'CONFLICT_MANAGEMENT_PARAMS (.env): "max_source_age_hours=200" is not a JSON object' in said


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"lookback_hour": 48}, '"lookback_hour" is not a parameter; did you mean lookback_hours?'),
        ({"lookback_hours": 0}, "lookback_hours: 0 is not a whole number from 1 to 8760000"),
        ({"enable_money": "no"}, 'enable_money: "no" is not true or false'),
        ({"only_steps": ["moneys"]}, 'only_steps: ["moneys"] is not a list of fetch_deleted_visit_ids, '),
    ],
)
def test_params_that_would_stop_the_dags_are_refused(run, params, problem):
    code, said = run("--only", "dags", CONFLICT_MANAGEMENT_PARAMS=json.dumps(params))
    assert code == 2
    assert problem in said


def test_where_temporary_tables_are_made_reaches_every_task(run, aws):
    run(SNOWFLAKE_WORK_DATABASE="WORK", SNOWFLAKE_WORK_SCHEMA="PIPELINE")
    for family in aws.client("ecs").list_task_definition_families()["families"]:
        definition = aws.client("ecs").describe_task_definition(taskDefinition=family)["taskDefinition"]
        told = {each["name"]: each["value"] for each in definition["containerDefinitions"][0]["environment"]}
        assert (told["SNOWFLAKE_WORK_DATABASE"], told["SNOWFLAKE_WORK_SCHEMA"]) == ("WORK", "PIPELINE"), family


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({}, set()),
        (
            {"TASK_PROXY": "proxy.internal:3128", "TASK_NO_PROXY": "localhost,*.amazonaws.com"},
            {
                "-Dhttp.useProxy=true -Dhttps.proxyHost=proxy.internal -Dhttps.proxyPort=3128 "
                "-Dhttp.proxyHost=proxy.internal -Dhttp.proxyPort=3128 -Dhttp.nonProxyHosts=localhost|*.amazonaws.com"
            },
        ),
    ],
)
def test_a_proxy_reaches_every_task_as_java_knows_it(run, aws, given, options):
    code, said = run(**given)
    assert code == 0, said
    for family in aws.client("ecs").list_task_definition_families()["families"]:
        definition = aws.client("ecs").describe_task_definition(taskDefinition=family)["taskDefinition"]
        environment = definition["containerDefinitions"][0]["environment"]
        assert {each["value"] for each in environment if each["name"] == "JDK_JAVA_OPTIONS"} == options, family


def test_a_proxy_is_a_host_and_its_port(run):
    code, said = run(TASK_PROXY="http://proxy.internal:3128")
    assert (code, 'TASK_PROXY (.env): "http://proxy.internal:3128" is not a host and its port' in said) == (2, True)


def parameters(aws, stack: str = NAME) -> dict[str, str]:
    found = aws.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]["Parameters"]
    return {each["ParameterKey"]: each["ParameterValue"] for each in found}


def test_each_environment_has_secrets_of_its_own(run, aws):
    run("--only", "secrets", ENVIRONMENT="dev", POSTGRES_HOST="dev-db.internal")
    code, said = run("--only", "secrets", ENVIRONMENT="prod", POSTGRES_HOST="prod-db.internal")
    assert code == 0, said
    assert aws.secret("conflict-management-dev/postgres")["host"] == "dev-db.internal"
    assert aws.secret("conflict-management-prod/postgres")["host"] == "prod-db.internal"


OF_OTHERS = {"host": "dev-db.internal", "user": "u", "password": "p"}
IN_OTHERS = {"POSTGRES_SECRET": "task02/postgres", "POSTGRES_HOST": "prod-db.internal"}


@pytest.mark.parametrize(
    "tags",
    [
        [],
        [{"Key": "project", "Value": "conflict-management"}],
        [{"Key": "conflict-management-stack", "Value": "conflict-management-dev"}],
    ],
)
def test_a_secret_that_another_stack_or_nobody_made_is_refused_before_anything_is_made(
    run, aws, docker, monkeypatch, tags
):
    manager = aws.client("secretsmanager")
    manager.create_secret(Name="task02/postgres", SecretString=json.dumps(OF_OTHERS), Tags=tags)
    made = writes(monkeypatch)
    code, said = run(**IN_OTHERS)
    assert (code, made, docker.calls) == (2, [], []), said
    assert f"The secret task02/postgres is there and was not made by the stack {NAME}" in said
    assert "host, password, user would change" in said
    assert "prod-db.internal" not in said


def test_a_secret_of_others_is_used_where_no_value_is_given_and_changed_where_it_is_given_to_the_stack(run, aws):
    manager = aws.client("secretsmanager")
    arn = manager.create_secret(Name="task02/postgres", SecretString=json.dumps(OF_OTHERS))["ARN"]
    of_postgres = tuple(name for name in SECRETS if name.startswith("POSTGRES_"))
    code, said = run(without=of_postgres, POSTGRES_SECRET="task02/postgres")
    assert (code, parameters(aws)["PostgresSecretArn"], aws.secret("task02/postgres")) == (0, arn, OF_OTHERS), said
    assert run("--only", "secrets")[0] == 2  # to use it is not to own it
    tags = [{"Key": "conflict-management-stack", "Value": NAME}]
    manager.tag_resource(SecretId="task02/postgres", Tags=tags)
    assert run("--only", "secrets")[0] == 0
    assert aws.secret("task02/postgres")["host"] == SECRETS["POSTGRES_HOST"]


@pytest.mark.parametrize(("answer", "code", "host"), [("n", 2, "dev-db.internal"), ("y", 0, "prod-db.internal")])
def test_at_a_terminal_a_person_is_asked_before_a_secret_of_others_is_changed(
    run, aws, monkeypatch, answer, code, host
):
    aws.client("secretsmanager").create_secret(Name="task02/postgres", SecretString=json.dumps(OF_OTHERS))
    asked = answers(monkeypatch, [answer])
    assert run("--only", "secrets", yes=False, **IN_OTHERS)[0] == code
    assert [each.rpartition(". ")[2] for each in asked] == ["Change host, password, user in it? [y/N] "]
    assert aws.secret("task02/postgres")["host"] == host


def test_a_secret_that_was_made_before_they_named_their_stack_is_of_the_stack_that_uses_it(run, aws):
    manager = aws.client("secretsmanager")
    tags = [{"Key": "project", "Value": "conflict-management"}]
    text = json.dumps({"host": SECRETS["POSTGRES_HOST"], "user": "pipeline", "password": SECRETS["POSTGRES_PASSWORD"]})
    manager.create_secret(Name="task02/postgres", SecretString=text, Tags=tags)
    assert run(POSTGRES_SECRET="task02/postgres")[0] == 0
    assert run("--only", "secrets", POSTGRES_PASSWORD="another")[0] == 0
    assert aws.secret("task02/postgres")["password"] == "another"


def test_a_secret_as_rds_makes_it_is_used_by_its_own_keys(run, aws):
    manager = aws.client("secretsmanager")
    of_rds = {"engine": "postgres", "host": "db", "port": 5432, "dbname": "d", "username": "u", "password": "p"}
    manager.create_secret(Name="rds!db-1", SecretString=json.dumps(of_rds))
    of_postgres = tuple(name for name in SECRETS if name.startswith("POSTGRES_"))
    code, said = run(without=of_postgres, POSTGRES_SECRET="rds!db-1")
    assert (code, aws.secret("rds!db-1")) == (0, of_rds), said
    task = aws.client("ecs").describe_task_definition(taskDefinition=f"{NAME}-migrate")["taskDefinition"]
    keys = {each["name"]: each["valueFrom"].split(":")[-3] for each in task["containerDefinitions"][0]["secrets"]}
    assert keys == {"POSTGRES_HOST": "host", "POSTGRES_USER": "username", "POSTGRES_PASSWORD": "password"}


@pytest.mark.parametrize("kept", [{"SecretString": "hunter2"}, {"SecretString": '["x"]'}, {"SecretBinary": b"x"}])
def test_a_secret_that_is_no_object_is_named_and_not_shown(run, aws, kept):
    aws.client("secretsmanager").create_secret(Name="plain", **kept)
    code, said = run(POSTGRES_SECRET="plain")
    assert (code, "The secret plain is no JSON object with host, user, password as keys" in said) == (1, True), said
    assert "hunter2" not in said


def test_a_stack_keeps_the_secrets_that_it_has(run, aws):
    code, said = run(POSTGRES_SECRET="task02/postgres-trial", SNOWFLAKE_SECRET="task02/snowflake-trial")
    before = parameters(aws)
    assert "task02/postgres-trial" in before["PostgresSecretArn"], said
    code, said = run("--only", "stack")
    assert (code, parameters(aws)) == (0, before), said
    code, said = run("--only", "secrets", POSTGRES_PASSWORD="another")
    assert (code, "change task02/postgres-trial: password\n" in said) == (0, True), said


KEY = "arn:aws:kms:us-east-1:123456789012:key/of-ours"


def test_what_an_account_demands_reaches_every_role_secret_and_run(run, aws, monkeypatch):
    boundary = "arn:aws:iam::123456789012:policy/bound"
    code, said = run(
        PERMISSIONS_BOUNDARY=boundary, ROLE_PATH="/care/", MORE_SECURITY_GROUPS="sg-0aa,sg-0bb",
        TAGS="team=care,cost-center=12", SECRETS_KEY_ARN=KEY,
    )  # fmt: skip
    assert code == 0, said
    iam, manager = aws.client("iam"), aws.client("secretsmanager")
    for each in iam.list_roles()["Roles"]:
        role = iam.get_role(RoleName=each["RoleName"])["Role"]
        assert (role["Path"], role["PermissionsBoundary"]["PermissionsBoundaryArn"]) == ("/care/", boundary)
    for secret in ("postgres", "snowflake"):
        described = manager.describe_secret(SecretId=f"{NAME}/{secret}")
        assert described["KmsKeyId"] == KEY
        tags = {each["Key"]: each["Value"] for each in described["Tags"]}
        assert (tags["team"], tags["cost-center"], tags["project"]) == ("care", "12", "conflict-management")
    assert aws.outputs()["SecurityGroups"].endswith(",sg-0aa,sg-0bb")
    stack = aws.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"][0]
    assert {each["Key"]: each["Value"] for each in stack["Tags"]} == {
        "project": "conflict-management", "team": "care", "cost-center": "12",
    }  # fmt: skip
    made = writes(monkeypatch)
    code, said = run()  # what was given once need not be given again
    assert (code, made) == (0, []), said


def test_an_image_of_another_registry_is_used_and_nothing_is_built_or_pushed(run, aws, docker):
    reference = f"111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror/conflicts@sha256:{64 * 'a'}"
    arn = "arn:aws:ecr:eu-west-1:111122223333:repository/mirror/conflicts"
    code, said = run(IMAGE_REFERENCE=reference, IMAGE_REPOSITORY_ARN=arn)
    assert (code, docker.calls) == (0, []), said
    task = aws.client("ecs").describe_task_definition(taskDefinition=f"{NAME}-migrate")["taskDefinition"]
    assert task["containerDefinitions"][0]["image"] == reference
    assert aws.client("ecr").describe_repositories()["repositories"] == []
    start = aws.client("iam").get_role_policy(RoleName=f"{NAME}-execution", PolicyName="start")["PolicyDocument"]
    assert arn in json.dumps(start) and "repository/conflict-management" not in json.dumps(start)


def test_on_another_processor_the_image_is_another_and_the_definitions_say_so(run, aws, docker):
    code, said = run(CPU_ARCHITECTURE="ARM64")
    assert code == 0, said
    assert docker.calls[0]["arguments"][1:3] == ["--platform", "linux/arm64"]
    assert parameters(aws)["CpuArchitecture"] == "ARM64"
    code, said = run("--only", "build,push", CPU_ARCHITECTURE="X86_64")
    assert (code, "A tag never moves" in said) == (1, True)


def test_unknown_steps_are_refused_with_the_known_ones(run, capfd):
    with pytest.raises(SystemExit) as ended:
        run("--only", "stak")
    assert ended.value.code == 2
    said = capfd.readouterr().err
    assert "stak: the steps are build, push, secrets, stack, dags, run" in said
    assert len(said.splitlines()) < 6  # --help names every value


def test_the_environment_wins_over_the_file_and_a_flag_over_both(run, monkeypatch, aws):
    monkeypatch.setenv("LOG_RETENTION_DAYS", "60")
    monkeypatch.setenv("RUN_RETENTION_DAYS", "60")
    run("--run-retention-days", "20", LOG_RETENTION_DAYS="30", RUN_RETENTION_DAYS="30")
    found = aws.client("cloudformation").describe_stacks(StackName=NAME)["Stacks"][0]["Parameters"]
    values = {each["ParameterKey"]: each["ParameterValue"] for each in found}
    assert (values["LogRetentionDays"], values["RunRetentionDays"]) == ("60", "20")
