"""What the stack says: it is built from tasks/*.json, and gives each role what it needs and no more."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cloudformation
import inputs
import secret_values
import template
from conftest import AWS, LARGEST_POLICY

DAGS = AWS.parents[1] / "dags"
STACK = json.loads((AWS / "stack.json").read_text())
RESOURCES = STACK["Resources"]
DEFINITIONS = {file.stem: json.loads(file.read_text()) for file in sorted((AWS / "tasks").glob("*.json"))}
PARTS_WITHOUT_SNOWFLAKE = {
    "explain", "get_task02_chunks", "history", "migrate", "process_task02_chunk", "run_lock", "summarize_task02_chunks",
    "task03_status_management", "task_01", "task_02", "test_connections", "validate_config_without_warehouse",
}  # fmt: skip
PREFIX = "conflict-management-${Environment}-"


def of_type(kind: str) -> dict[str, dict]:
    return {name: each["Properties"] for name, each in RESOURCES.items() if each["Type"] == kind}


TASKS = {task["Family"]["Fn::Sub"].removeprefix(PREFIX): task for task in of_type("AWS::ECS::TaskDefinition").values()}


def told(task: dict) -> set[str]:
    """The names of the variables of a task's container."""
    return {each["Name"] for each in whichever(task["ContainerDefinitions"][0]["Environment"])}


def whichever(value: Any) -> Any:
    """What a condition leaves in the stack where it holds."""
    return whichever(value["Fn::If"][1]) if "Fn::If" in value else value


def statements(name: str) -> dict[str, dict]:
    found = RESOURCES[name]["Properties"]["PolicyDocument"]["Statement"]
    return {each.get("Sid", str(index)): each for index, each in enumerate(found)}


def test_what_gets_deployed_is_what_the_sources_say():
    assert template.stale() == [], "make stack"


def test_cfn_lint_has_nothing_to_say():
    found = subprocess.run(
        [str(Path(sys.executable).with_name("cfn-lint")), str(AWS / "stack.json")], capture_output=True, text=True
    )
    assert (found.returncode, found.stdout) == (0, "")


def test_every_task_has_a_definition_of_its_own_as_its_file_says():
    assert TASKS.keys() == DEFINITIONS.keys()
    for name, task in TASKS.items():
        file, container = DEFINITIONS[name], task["ContainerDefinitions"][0]
        assert (task["Cpu"], task["Memory"]) == (file["cpu"], file["memory"])
        assert container["EntryPoint"] == file["containerDefinitions"][0]["entryPoint"]
        assert container["StopTimeout"] == 120
        assert container["Image"] == {"Ref": "Image"}
        assert container["LogConfiguration"]["Options"]["awslogs-group"] == {"Ref": "LogGroup"}
        assert container["LogConfiguration"]["Options"]["awslogs-stream-prefix"] == "task"


def test_a_task_may_write_into_tmp_alone_and_has_no_right_but_that_of_its_user():
    for name, task in TASKS.items():
        (container,) = task["ContainerDefinitions"]
        assert (container["User"], container["ReadonlyRootFilesystem"]) == ("10001:10001", True), name
        assert container["LinuxParameters"] == {"Capabilities": {"Drop": ["ALL"]}}, name  # and java is process 1
        assert task["Volumes"] == [{"Name": "tmp"}], name
        assert container["MountPoints"] == [{"SourceVolume": "tmp", "ContainerPath": "/tmp", "ReadOnly": False}], name


def test_the_roles_have_the_names_that_the_files_say():
    names = {name: role["RoleName"]["Fn::Sub"] for name, role in of_type("AWS::IAM::Role").items()}
    named = {each["taskRoleArn"].rpartition("/")[2] for each in DEFINITIONS.values()}
    assert set(names.values()) == named | {f"{PREFIX}execution"}
    for name, task in TASKS.items():
        for key in ("executionRoleArn", "taskRoleArn"):
            resource, attribute = task[key[0].upper() + key[1:]]["Fn::GetAtt"]
            assert (attribute, f"arn:aws:iam::${{Account}}:role/{names[resource]}") == ("Arn", DEFINITIONS[name][key])
    longest = STACK["Parameters"]["Environment"]["AllowedPattern"]
    assert longest == "[a-z][a-z0-9-]{0,9}"
    assert all(len(name.replace("${Environment}", 10 * "x")) <= 64 for name in names.values())


def test_every_role_has_the_boundary_and_the_path_that_an_account_demands():
    for name, role in of_type("AWS::IAM::Role").items():
        placed = {"Fn::If": ["HasRolePath", {"Ref": "RolePath"}, {"Ref": "AWS::NoValue"}]}
        assert role["Path"] == placed, name  # none: with "/" CloudFormation would replace the roles of older stacks
        bounded = {"Fn::If": ["HasBoundary", {"Ref": "PermissionsBoundary"}, {"Ref": "AWS::NoValue"}]}
        assert role["PermissionsBoundary"] == bounded, name


def test_every_task_runs_on_the_processor_that_is_chosen():
    for name, task in TASKS.items():
        assert task["RuntimePlatform"] == {
            "OperatingSystemFamily": "LINUX",
            "CpuArchitecture": {"Ref": "CpuArchitecture"},
        }, name


def test_no_placeholder_of_the_files_is_left():
    assert set(re.findall(r"\$\{(?:Region|Account|LogGroupName)\}", json.dumps(TASKS))) == set()


def test_secrets_are_injected_by_their_keys_and_have_no_value_in_the_stack():
    kinds = {"PostgresSecretArn": secret_values.POSTGRES, "SnowflakeSecretArn": secret_values.SNOWFLAKE}
    for name, task in TASKS.items():
        container = task["ContainerDefinitions"][0]
        wanted = {each["name"] for each in DEFINITIONS[name]["containerDefinitions"][0]["secrets"]}
        secrets = whichever(container["Secrets"])
        passphrase = {template.PASSPHRASE} if template.KEY in wanted else set()
        assert {each["Name"] for each in secrets} == wanted | passphrase
        for each in secrets:
            named = each["ValueFrom"]["Fn::Sub"].replace("${PostgresUserKey}", "user")
            secret, key = re.fullmatch(r"\$\{(\w+)\}:(\w+)::", named).groups()
            assert kinds[secret][key] == each["Name"]
        assert not wanted & told(task)
    assert not of_type("AWS::SecretsManager::Secret")


def test_every_task_is_told_where_the_databases_are():
    for task in TASKS.values():
        assert told(task) >= template.EVERYWHERE.keys()


def test_a_task_may_use_the_results_of_runs_and_only_who_writes_the_report_sends_mail():
    for name, role in of_type("AWS::IAM::Role").items():
        if name != "ExecutionRole":
            assert role["ManagedPolicyArns"] == [{"Ref": "RunLocationPolicy"}]
            assert "Policies" not in role
    mail = RESOURCES["MailPolicy"]
    summary, postflight = {"Ref": "SummarizeTask02ChunksRole"}, {"Ref": "Task99PostflightRole"}
    assert mail["Condition"] == "SendsMail"
    assert mail["Properties"]["Roles"] == {"Fn::If": ["HasSnowflake", [summary, postflight], [summary]]}
    assert "HasSnowflake" not in json.dumps(STACK["Conditions"]["SendsMail"])
    assert statements("MailPolicy")["0"]["Action"] == "ses:SendEmail"
    sends_by = [each["Fn::Sub"].rpartition(":")[2] for each in statements("MailPolicy")["0"]["Resource"]]
    assert sends_by == ["identity/*", "configuration-set/*"]
    assert {json.dumps(each["Action"]) for each in statements("RunLocationPolicy").values()} == {
        '["s3:GetObject", "s3:PutObject"]',
        '"s3:ListBucket"',
    }
    of_mail = {"EMAIL_ENABLED", "EMAIL_SENDER", "EMAIL_RECIPIENTS"}
    mails = {name: told(task) & of_mail for name, task in TASKS.items() if told(task) & of_mail}
    assert mails == {"summarize_task02_chunks": of_mail, "task99_postflight": of_mail}


def test_without_snowflake_what_needs_it_is_not_made_and_nothing_names_its_secret():
    made = {name for name, each in RESOURCES.items() if each.get("Condition") != "HasSnowflake"}
    assert {name for name in TASKS if f"{template._camel(name)}Task" in made} == PARTS_WITHOUT_SNOWFLAKE
    for name in PARTS_WITHOUT_SNOWFLAKE:
        task = RESOURCES[f"{template._camel(name)}Task"]["Properties"]
        assert task["TaskRoleArn"]["Fn::GetAtt"][0] in made
        secrets = task["ContainerDefinitions"][0]["Secrets"]
        if "Fn::If" in secrets:
            assert secrets["Fn::If"][0] == "HasSnowflake"
            secrets = secrets["Fn::If"][2]
        assert "Snowflake" not in json.dumps(secrets)
    policy = statements("AirflowPolicy")
    for each in (*policy["Run"]["Resource"], *policy["PassRoles"]["Resource"]):
        name = whichever(each).get("Fn::GetAtt", [""])[0] or whichever(each)["Fn::Sub"].rpartition("-")[2][:-2]
        there = name in made or f"{template._camel(name)}Task" in made
        assert ("Fn::If" in each) != there, name


def test_only_what_starts_containers_reads_secrets():
    readers = [name for name, each in RESOURCES.items() if "secretsmanager:GetSecretValue" in json.dumps(each)]
    assert readers == ["ExecutionRole"]


def test_airflow_may_run_exactly_these_tasks_in_this_cluster_and_pass_exactly_their_roles():
    run, passes = statements("AirflowPolicy")["Run"], statements("AirflowPolicy")["PassRoles"]
    assert run["Action"] == "ecs:RunTask"
    named = {whichever(each)["Fn::Sub"].rpartition("/")[2] for each in run["Resource"]}
    assert named == {f"{PREFIX}{name}:*" for name in TASKS.keys() - {"migrate"}}
    roles = {whichever(each)["Fn::GetAtt"][0] for each in passes["Resource"]}
    assert roles == set(of_type("AWS::IAM::Role")) - {"MigrateRole"}
    assert passes["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    for sid in ("Run", "FindAgain"):
        assert "ecs:cluster" in statements("AirflowPolicy")[sid]["Condition"]["ArnEquals"]
    watched = statements("AirflowPolicy")["WatchAndStop"]["Resource"]["Fn::Sub"][0]
    assert watched.endswith(":task/${Name}/*")  # of the cluster


LONGEST = {
    "AWS::Partition": "aws-us-gov",
    "AWS::Region": "ap-southeast-1",
    "AWS::AccountId": 12 * "1",
    "Environment": "production",
    "Cluster": "conflict-management-production",
    "AlertTopic": f"arn:aws-us-gov:sns:us-gov-west-1:{12 * '1'}:conflict-management-production-AlertTopic-{12 * 'X'}",
    "LogGroup.Arn": f"arn:aws-us-gov:logs:us-gov-west-1:{12 * '1'}:log-group:/ecs/conflict-management-production:*",
    "RunBucket.Arn": f"arn:aws-us-gov:s3:::{63 * 'b'}",
}


def test_each_policy_of_its_own_fits_into_iam_with_long_names_and_a_long_path():
    path = "/company/department/team/care-conflicts/"
    for name in of_type("AWS::IAM::ManagedPolicy"):
        document = filled(RESOURCES[name]["Properties"]["PolicyDocument"], path)
        assert len(json.dumps(document, separators=(",", ":"))) <= LARGEST_POLICY, name


def filled(value: Any, path: str) -> Any:
    """A part of the stack as IAM gets it."""
    if isinstance(value, list):
        return [filled(each, path) for each in value]
    if not isinstance(value, dict):
        return value
    if "Fn::If" in value:
        return filled(value["Fn::If"][1], path)
    if "Ref" in value:
        return LONGEST.get(value["Ref"], 40 * "x")
    if "Fn::GetAtt" in value:
        name = ".".join(value["Fn::GetAtt"])
        role = RESOURCES[value["Fn::GetAtt"][0]]["Properties"].get("RoleName", {"Fn::Sub": ""})
        return LONGEST.get(name) or f"arn:aws-us-gov:iam::{12 * '1'}:role{path}{filled(role, path)}"
    if "Fn::Sub" in value:
        text, more = value["Fn::Sub"] if isinstance(value["Fn::Sub"], list) else (value["Fn::Sub"], {})
        names = LONGEST | {name: filled(each, path) for name, each in more.items()}
        return re.sub(r"\$\{([\w:.]+)\}", lambda found: names[found[1]], text)
    return {name: filled(each, path) for name, each in value.items()}


def test_airflow_may_put_tags_on_a_task_as_it_starts_it_and_on_no_other():
    marks = statements("AirflowPolicy")["MarkChunks"]
    assert marks["Action"] == "ecs:TagResource"
    assert marks["Resource"] == statements("AirflowPolicy")["WatchAndStop"]["Resource"]
    assert marks["Condition"] == {"StringEquals": {"ecs:CreateAction": "RunTask"}}


def test_no_statement_allows_a_whole_service_and_a_star_stands_where_aws_has_nothing_narrower():
    stars = []
    for name, each in RESOURCES.items():
        documents = [each["Properties"].get("PolicyDocument"), *_inline(each["Properties"])]
        for statement in (found for document in documents if document for found in document["Statement"]):
            if "Fn::If" in statement:
                statement = statement["Fn::If"][1]
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            if statement["Effect"] == "Allow":
                assert not [action for action in actions if "*" in action]
                stars += [(name, action) for action in actions if statement["Resource"] == "*"]
    assert stars == [("ExecutionRole", "ecr:GetAuthorizationToken"), ("AirflowPolicy", "ecs:ListTasks")]


def _inline(properties: dict) -> list[dict]:
    return [each["PolicyDocument"] for each in properties.get("Policies", [])]


def test_the_outputs_are_settings_of_the_dags():
    module = ast.parse((DAGS / "care_conflict" / "settings.py").read_text())
    settings = next(each for each in module.body if isinstance(each, ast.ClassDef) and each.name == "Settings")
    fields = {each.target.id: each for each in settings.body if isinstance(each, ast.AnnAssign)}
    described = {name: each["Description"] for name, each in STACK["Outputs"].items()}
    others = {"RepositoryUri", "AirflowPolicyArn"}
    for name in described.keys() - others:
        setting = "_".join(re.findall(r"[A-Z][a-z]*", name)).lower()
        assert setting in fields
        assert described[name] == f"CONFLICT_MANAGEMENT_{setting.upper()}"
    required = {name for name, each in fields.items() if len(each.value.args) == 2}  # no default
    assert required <= {text.removeprefix("CONFLICT_MANAGEMENT_").lower() for text in described.values()}


def test_the_bucket_is_private_encrypted_for_tls_only_and_expires():
    bucket = RESOURCES["RunBucket"]["Properties"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["BucketEncryption"]
    assert bucket["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"] == {"Ref": "RunRetentionDays"}
    denied = statements("RunBucketPolicy")["TlsOnly"]
    assert (denied["Effect"], denied["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


def test_the_tasks_reach_out_by_three_ports_and_nothing_comes_in():
    group = RESOURCES["SecurityGroup"]["Properties"]
    reached = {json.dumps(each["FromPort"]): each["CidrIp"] for each in group["SecurityGroupEgress"]}
    postgres = json.dumps({"Ref": "PostgresPort"})
    assert reached == {"443": "0.0.0.0/0", "80": "0.0.0.0/0", postgres: {"Ref": "PostgresCidr"}}
    port = {"Fn::Select": [1, {"Fn::Split": [":", {"Ref": "TaskProxy"}]}]}
    proxies = [each for each in RESOURCES.values() if each["Type"] == "AWS::EC2::SecurityGroupEgress"]
    assert {(each["Condition"], json.dumps(each["Properties"]["FromPort"])) for each in proxies} == {
        ("UsesProxy", json.dumps(port))
    }
    halves = ["0.0.0.0/1", "128.0.0.0/1"]  # at 80 and 443, no rule that the group has
    assert [each["Properties"]["CidrIp"] for each in proxies] == halves
    assert "SecurityGroupIngress" not in group


def test_alerts_come_to_the_address_that_is_given_and_only_aws_itself_may_raise_them():
    subscription = RESOURCES["AlertSubscription"]
    assert (subscription["Condition"], subscription["Properties"]["Endpoint"]) == (
        "AlertsByMail",
        {"Ref": "AlertEmail"},
    )
    publishers = statements("AlertTopicPolicy")
    assert publishers["Rule"]["Principal"] == {"Service": "events.amazonaws.com"}
    assert "Condition" not in publishers["Rule"]  # with one, EventBridge's messages are refused
    assert publishers["Alarm"]["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert publishers["Alarm"]["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def test_an_answer_is_no_failure_and_the_commands_own_container_alone_raises_the_alert():
    detail = RESOURCES["FailedTask"]["Properties"]["EventPattern"]["detail"]
    answers = [10, 11]  # of explain: no conflict; of preview: nothing would change
    ended = {"name": ["task"], "exitCode": [{"anything-but": [0, *answers, 143]}]}
    assert detail["$or"] == [{"containers": ended}, {"stopCode": ["TaskFailedToStart"]}]


def test_the_alert_tells_nothing_of_a_container_by_its_place_where_aws_may_put_others_beside_it():
    (target,) = RESOURCES["FailedTask"]["Properties"]["Targets"]
    told = target["InputTransformer"]
    assert not [path for path in told["InputPathsMap"].values() if "containers" in path]
    assert set(re.findall("<([a-z]+)>", told["InputTemplate"])) == set(told["InputPathsMap"])


DAY = 24
ORDINARY = [6.5, DAY + 6.67]  # each a run's end, in hours from Monday's beginning
OVER_A_WEEKEND = [4 * DAY + 6.5, 7 * DAY + 6.67]


@pytest.mark.parametrize(
    ("ends", "hours", "until", "alarm"),
    [
        (ORDINARY, 28, ORDINARY[-1], False),
        (OVER_A_WEEKEND, 80, OVER_A_WEEKEND[-1], False),
        (ORDINARY, 28, ORDINARY[-1] + 27, False),
        (ORDINARY, 28, ORDINARY[-1] + 29, True),
    ],
)
def test_no_run_for_the_given_hours_and_not_a_run_that_ends_later_than_that_of_yesterday_raises_the_alarm(
    ends, hours, until, alarm
):
    no_run = RESOURCES["NoRun"]["Properties"]
    given = {"Ref": "NoRunHours"}
    assert (no_run["EvaluationPeriods"], no_run["DatapointsToAlarm"], no_run["TreatMissingData"]) == (
        given, given, "breaching",
    )  # fmt: skip
    assert alarms(ends, no_run["Period"] / 3600, hours, until) == alarm


def alarms(ends: list[float], period: float, periods: int, until: float) -> bool:
    """Whether CloudWatch, which looks each minute, finds a time after the first run when all periods lack one."""
    minutes = range(int(ends[0] * 60) + 1, int(until * 60))
    return any(
        all(not any(now - (back + 1) * period < end <= now - back * period for end in ends) for back in range(periods))
        for now in (minute / 60 for minute in minutes)
    )


def test_the_runs_before_the_alarm_are_counted():
    assert "Condition" not in RESOURCES["RunEnded"]
    assert RESOURCES["NoRun"]["Condition"] == "ExpectsRuns"
    longest = STACK["Parameters"]["NoRunHours"]
    assert longest["MaxValue"] * RESOURCES["NoRun"]["Properties"]["Period"] <= 7 * DAY * 3600  # CloudWatch's limit


def test_tags_of_images_never_move_and_images_are_scanned():
    repository = RESOURCES["Repository"]["Properties"]
    assert repository["ImageTagMutability"] == "IMMUTABLE"
    assert repository["ImageScanningConfiguration"] == {"ScanOnPush": True}
    rules = json.loads(repository["LifecyclePolicy"]["LifecyclePolicyText"])["rules"]
    # a version that any stack may use has a tag, and stays
    assert [rule["selection"]["tagStatus"] for rule in rules] == ["untagged"]


def test_the_beginning_fits_into_a_call_and_the_whole_into_a_bucket():
    beginning = json.dumps(cloudformation.beginning(STACK), separators=(",", ":"))
    assert len(beginning.encode()) < cloudformation.LONGEST_TEXT
    assert len(json.dumps(STACK).encode()) < 1_000_000
    assert "AWS::ECS::TaskDefinition" not in beginning


def test_every_parameter_says_what_it_is_and_what_it_may_be():
    for name, each in STACK["Parameters"].items():
        assert each["Description"].endswith("."), name
        limits = {"AllowedPattern", "AllowedValues", "MinValue", "MinLength"} & each.keys()
        assert limits or each.get("Default") == "" or each["Type"] in inputs.NETWORK, name
        assert ("AllowedPattern" in each) == ("ConstraintDescription" in each), name
    assert STACK["Parameters"].keys() >= inputs.FOUND_OUT


@pytest.mark.parametrize(
    "line",
    [
        "INFO 2026-11-21T06:14:31.120Z event=end status=success exit_code=0"
        " result=s3://b/runs/r/task99_postflight.json task=task99_postflight run=r",
        '{"level":"INFO","loggerName":"task99_postflight","mdc":{"run":"r"},"kvpList":[{"status":"success"},'
        '{"exit_code":"0"}],"message":"end"}',
    ],
)
def test_the_end_of_a_run_is_found_in_both_forms_of_the_log(line):
    terms = re.findall('"([^"]+)"', RESOURCES["RunEnded"]["Properties"]["FilterPattern"]["Fn::If"][1])
    assert len(terms) == 3
    assert all(term in line for term in terms)
    assert not all(term in line.replace("success", "failed") for term in terms)
