"""What comes to MWAA, or is said to be copied: the DAGs, and their settings in the startup script."""

from __future__ import annotations

import io
import subprocess
import zipfile

from botocore.client import BaseClient
from botocore.exceptions import ClientError

import dag_files
from conftest import NAME, REGION, writes


def test_dags_that_changed_are_uploaded_and_left_overs_are_named(run, aws, monkeypatch):
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="mwaa")
    run(MWAA_BUCKET="mwaa")
    keys = {each["Key"] for each in s3.list_objects_v2(Bucket="mwaa")["Contents"]}
    ours = {"conflict_management.py", "care_conflict/settings.py", "care_conflict/parameters.json"}
    assert {f"dags/{name}" for name in ours} | {"conflict-management/plugins.zip"} <= keys
    assert not [key for key in keys if "tests" in key or "__pycache__" in key]
    startup = s3.get_object(Bucket="mwaa", Key="startup.sh")["Body"].read().decode()
    assert f"export CONFLICT_MANAGEMENT_CLUSTER={NAME}\n" in startup
    s3.put_object(Bucket="mwaa", Key="dags/pipeline/old.py", Body=b"", Metadata={"sha256": "0"})
    s3.put_object(Bucket="mwaa", Key="dags/care_conflict/old.py", Body=b"", Metadata={"sha256": "0"})
    s3.put_object(Bucket="mwaa", Key="dags/pipeline/theirs.py", Body=b"")
    s3.put_object(Bucket="mwaa", Key="dags/conflict_management.py", Body=b"another")
    s3.put_object(Bucket="mwaa", Key="dags/of_others.py", Body=b"")
    made = writes(monkeypatch)
    code, said = run("--only", "dags", MWAA_BUCKET="mwaa")
    assert (code, made) == (0, ["PutObject"]), said
    assert "upload s3://mwaa/dags/conflict_management.py" in said
    for package in ("care_conflict", "pipeline"):  # as it is called, and as it was
        assert f"no longer ours, remove it by hand: aws s3 rm s3://mwaa/dags/{package}/old.py" in said
    assert "of_others" not in said and "theirs" not in said


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.py", text)
    return out.getvalue()


OF_OTHERS = {
    "requirements.txt": b"pandas\n",
    "plugins.zip": zipped(theirs="x = 1\n"),
    "dags/pipeline/theirs.py": b"1\n",
    "dags/.airflowignore": b"of_theirs/\n",
}


def test_what_others_have_in_the_bucket_stays_byte_by_byte_and_what_to_merge_is_said(run, aws):
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="mwaa")
    for key, content in OF_OTHERS.items():
        s3.put_object(Bucket="mwaa", Key=key, Body=content)
    run("--skip", "dags")
    code, said = run("--only", "dags", MWAA_BUCKET="mwaa")
    assert code == 0, said
    assert {key: s3.get_object(Bucket="mwaa", Key=key)["Body"].read() for key in OF_OTHERS} == OF_OTHERS
    lines = [line for line in said.splitlines() if "is of others and stays as it is" in line]
    assert len(lines) == 2
    assert "mwaa/plugins.zip" in lines[0] and lines[0].endswith(": run_deadline.py")
    assert "mwaa/requirements.txt" in lines[1] and "apache-airflow-providers-common-sql>=2.1, " in lines[1]
    assert "theirs" not in said and ".airflowignore" not in said.replace("care_conflict/.airflowignore", "")
    assert "--plugins-s3-path" not in said and "--requirements-s3-path" not in said  # that would take theirs away


def test_the_folder_of_the_dags_gets_no_list_of_ours_that_would_hide_folders_of_others(run, aws):
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="mwaa")
    run("--skip", "dags")
    s3.put_object(Bucket="mwaa", Key="dags/.airflowignore", Body=b"tests/\n", Metadata={"sha256": "0"})
    code, said = run("--only", "dags", MWAA_BUCKET="mwaa")
    assert code == 0, said
    assert "upload s3://mwaa/dags/care_conflict/.airflowignore" in said
    assert "no longer ours, remove it by hand: aws s3 rm s3://mwaa/dags/.airflowignore" in said  # as it was before


def test_what_others_have_merged_already_is_not_said_again(run, aws):
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="mwaa")
    plugin = (dag_files.DAGS / "plugins" / "run_deadline.py").read_text()
    s3.put_object(Bucket="mwaa", Key="plugins.zip", Body=zipped(theirs="x = 1\n", run_deadline=plugin))
    lines = b"pandas\n" + (dag_files.DAGS / "requirements.txt").read_bytes()
    s3.put_object(Bucket="mwaa", Key="requirements.txt", Body=lines)
    run("--skip", "dags")
    assert "is of others" not in run("--only", "dags", MWAA_BUCKET="mwaa")[1]


def test_a_folder_below_the_one_that_mwaa_reads_is_refused(run, docker):
    code, said = run(MWAA_BUCKET="mwaa", MWAA_DAGS="dags/team")
    assert (code, docker.calls) == (2, [])
    assert 'MWAA_DAGS (.env): "dags/team" is not the folder that MWAA reads' in said


ENVIRONMENT = {
    "SourceBucketArn": "arn:aws:s3:::mwaa",
    "DagS3Path": "team/dags/",
    "ExecutionRoleArn": "arn:aws:iam::123456789012:role/service-role/airflow",
    "AirflowVersion": "3.3.1",
    "RequirementsS3Path": "team/requirements.txt",
    "StartupScriptS3Path": "team/start.sh",
}


def mwaa_says(monkeypatch, region: str = REGION, **changed: str) -> None:
    """moto knows no MWAA."""
    send = BaseClient._make_api_call

    def answer(client, operation, parameters):
        if operation != "GetEnvironment":
            return send(client, operation, parameters)
        if parameters["Name"] != "shared" or client.meta.region_name != region:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": "none"}}, operation)
        return {"Environment": ENVIRONMENT | changed}

    monkeypatch.setattr(BaseClient, "_make_api_call", answer)


def test_the_environment_of_mwaa_says_its_bucket_folder_role_and_what_it_reads(run, aws, monkeypatch):
    s3, iam = aws.client("s3"), aws.client("iam")
    s3.create_bucket(Bucket="mwaa")
    iam.create_role(RoleName="airflow", Path="/service-role/", AssumeRolePolicyDocument="{}")
    s3.put_object(Bucket="mwaa", Key="team/requirements.txt", Body=b"pandas\n")
    mwaa_says(monkeypatch)
    code, said = run(MWAA_ENVIRONMENT="shared")
    assert code == 0, said
    keys = {each["Key"] for each in s3.list_objects_v2(Bucket="mwaa")["Contents"]}
    assert {"team/dags/conflict_management.py", "team/dags/care_conflict/settings.py", "team/start.sh"} <= keys
    assert "startup.sh" not in keys
    policies = iam.list_attached_role_policies(RoleName="airflow")["AttachedPolicies"]
    assert [each["PolicyArn"] for each in policies] == [aws.outputs()["AirflowPolicyArn"]]
    assert "s3://mwaa/team/requirements.txt is of others and stays as it is" in said
    assert (
        "update-environment --region us-east-1 --name shared --plugins-s3-path conflict-management/plugins.zip" in said
    )
    assert "--startup-script-s3-path team/start.sh" in said


def test_the_environment_of_mwaa_is_told_of_new_files_until_it_reads_them(run, aws, monkeypatch):
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="mwaa")
    s3.put_bucket_versioning(Bucket="mwaa", VersioningConfiguration={"Status": "Enabled"})
    aws.client("iam").create_role(RoleName="airflow", Path="/service-role/", AssumeRolePolicyDocument="{}")
    keys = {"Plugins": "conflict-management/plugins.zip", "StartupScript": "startup.sh"}
    keys["Requirements"] = "conflict-management/requirements.txt"
    paths = {f"{kind}S3Path": key for kind, key in keys.items()}
    versions = {f"{kind}S3ObjectVersion": "before" for kind in keys}
    mwaa_says(monkeypatch, **paths, **versions)
    run(MWAA_ENVIRONMENT="shared")
    newest = {kind: s3.head_object(Bucket="mwaa", Key=key)["VersionId"] for kind, key in keys.items()}
    _, said = run("--only", "dags", MWAA_ENVIRONMENT="shared")
    assert all(f" {keys[kind]} " in said and version in said for kind, version in newest.items())
    versions = {f"{kind}S3ObjectVersion": version for kind, version in newest.items()}
    mwaa_says(monkeypatch, **paths, **versions)
    assert "update-environment" not in run("--only", "dags", MWAA_ENVIRONMENT="shared")[1]


def test_what_contradicts_the_environment_of_mwaa_or_its_age_is_refused(run, docker, monkeypatch):
    mwaa_says(monkeypatch, AirflowVersion="3.2.1")
    code, said = run(MWAA_ENVIRONMENT="shared", MWAA_BUCKET="another", MWAA_DAGS="dags")
    assert (code, docker.calls) == (2, [])
    assert "MWAA_BUCKET is another, but the MWAA environment shared has mwaa" in said
    assert "MWAA_DAGS is dags, but the MWAA environment shared has team/dags" in said
    assert "shared runs Airflow 3.2.1, and 3.3 or later is needed" in said
    code, said = run(MWAA_ENVIRONMENT="no-such")
    assert (code, "there is no environment no-such in us-east-1" in said) == (1, True)


def test_an_environment_of_mwaa_in_another_region_is_found_where_it_is_named_and_told_the_stacks(run, aws, monkeypatch):
    aws.client("s3").create_bucket(Bucket="mwaa")
    aws.client("iam").create_role(RoleName="airflow", Path="/service-role/", AssumeRolePolicyDocument="{}")
    mwaa_says(monkeypatch, "eu-west-1")
    code, said = run(MWAA_ENVIRONMENT="shared")
    assert (code, "there is no environment shared in us-east-1 (MWAA_REGION)" in said) == (1, True)
    code, said = run(MWAA_ENVIRONMENT="shared", MWAA_REGION="eu-west-1")
    assert code == 0, said
    script = aws.client("s3").get_object(Bucket="mwaa", Key="team/start.sh")["Body"].read().decode()
    assert f"export CONFLICT_MANAGEMENT_AWS_REGION={REGION}\n" in script
    assert "update-environment --region eu-west-1 --name shared" in said


def test_settings_of_the_dags_that_are_given_come_into_the_startup_script_as_the_shell_reads_them(run, aws, tmp_path):
    aws.client("s3").create_bucket(Bucket="mwaa")
    owner = "O'Brien $(touch bad) `touch bad`; touch bad"
    code, said = run(
        "--conflict-management-chunked-schedule", "15 4 * * *",
        MWAA_BUCKET="mwaa", CONFLICT_MANAGEMENT_OWNER=owner, CONFLICT_MANAGEMENT_SCHEDULE="",
    )  # fmt: skip
    assert code == 0, said
    script = tmp_path / "startup.sh"
    script.write_bytes(aws.client("s3").get_object(Bucket="mwaa", Key="startup.sh")["Body"].read())
    shown = subprocess.run(["sh", "-c", f". {script}; env"], cwd=tmp_path, capture_output=True, text=True, check=True)
    found = dict(line.split("=", 1) for line in shown.stdout.splitlines() if line.startswith("CONFLICT_MANAGEMENT_"))
    assert found["CONFLICT_MANAGEMENT_OWNER"] == owner
    assert found["CONFLICT_MANAGEMENT_CHUNKED_SCHEDULE"] == "15 4 * * *"
    assert found["CONFLICT_MANAGEMENT_CLUSTER"] == NAME
    assert "CONFLICT_MANAGEMENT_SCHEDULE" not in found
    assert not (tmp_path / "bad").exists()


def test_what_a_person_wrote_into_the_startup_script_stays_and_what_changes_is_said(run, aws):
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="mwaa")
    by_hand = "#!/bin/sh\nexport PROXY=http://proxy\nexport CONFLICT_MANAGEMENT_SCHEDULE='30 5 * * *'\necho ready\n"
    s3.put_object(Bucket="mwaa", Key="startup.sh", Body=by_hand.encode())
    run(MWAA_BUCKET="mwaa")
    first = s3.get_object(Bucket="mwaa", Key="startup.sh")["Body"].read().decode()
    assert first.startswith(by_hand)
    code, said = run("--only", "dags", MWAA_BUCKET="mwaa", CONFLICT_MANAGEMENT_SCHEDULE="none")
    assert code == 0
    assert "CONFLICT_MANAGEMENT_SCHEDULE: '30 5 * * *' becomes none" in said
    second = s3.get_object(Bucket="mwaa", Key="startup.sh")["Body"].read().decode()
    assert second == first.replace("'30 5 * * *'", "none")
    code, said = run("--only", "dags", MWAA_BUCKET="mwaa")  # what was given once need not be given again
    assert "s3://mwaa has everything already" in said
    assert s3.get_object(Bucket="mwaa", Key="startup.sh")["Body"].read().decode() == second


def test_a_startup_script_that_stops_the_dags_is_told(run, aws):
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="mwaa")
    s3.put_object(Bucket="mwaa", Key="startup.sh", Body=b"export CONFLICT_MANAGEMENT_SHEDULE=none\n")
    _, said = run(MWAA_BUCKET="mwaa")
    assert "startup.sh exports CONFLICT_MANAGEMENT_SHEDULE, which is not a setting" in said


def test_settings_of_the_dags_that_cannot_be_are_refused_with_those_that_can(run, docker, monkeypatch):
    monkeypatch.setenv("CONFLICT_MANAGEMENT_RETRIES", "many")
    code, said = run(
        "--conflict-management-schedule", "at noon",
        CONFLICT_MANAGEMENT_CLUSTER="mine", CONFLICT_MANAGEMENT_SHEDULE="none", CONFLICT_MANAGEMENT_OWNER="a\nb",
    )  # fmt: skip
    assert (code, docker.calls) == (2, [])
    for problem in (
        'CONFLICT_MANAGEMENT_RETRIES (environment): "many" is not a whole number from 1 to 10',
        'CONFLICT_MANAGEMENT_SCHEDULE (flag): "at noon" is not a cron expression',
        "CONFLICT_MANAGEMENT_CLUSTER (.env) comes from the stack and cannot be given",
        "CONFLICT_MANAGEMENT_SHEDULE (.env) is not a setting of the DAGs, did you mean CONFLICT_MANAGEMENT_SCHEDULE?",
        "is not a text of one line",
    ):
        assert problem in said
    assert "the settings to give are CONFLICT_MANAGEMENT_REPORT_ADDRESS, CONFLICT_MANAGEMENT_LOG_FORMAT" in said


def test_where_airflow_is_elsewhere_the_settings_are_said_with_those_that_were_given(run):
    _, said = run(CONFLICT_MANAGEMENT_MAX_CONCURRENCY="12")
    assert "    CONFLICT_MANAGEMENT_MAX_CONCURRENCY=12\n" in said


def test_the_policy_for_airflow_is_named_where_no_role_is_given_to_attach_it_to(run, aws):
    aws.client("iam").create_role(RoleName="airflow", AssumeRolePolicyDocument="{}")
    _, said = run()
    assert (
        f"attach to the role that Airflow works as (AIRFLOW_ROLE_NAME does): {aws.outputs()['AirflowPolicyArn']}"
        in said
    )
    assert "attach to the role" not in run(AIRFLOW_ROLE_NAME="airflow")[1]


def test_dags_without_a_stack_are_refused(run):
    code, said = run("--only", "dags", MWAA_BUCKET="mwaa")
    assert code == 1
    assert f"The stack {NAME} is not there yet" in said
