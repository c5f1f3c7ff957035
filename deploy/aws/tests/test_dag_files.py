"""What comes to MWAA, or is said to be copied: the DAGs, and their settings in the startup script."""

from __future__ import annotations

import subprocess

from conftest import NAME, writes


def test_dags_that_changed_are_uploaded_and_left_overs_are_named(run, aws, monkeypatch):
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="mwaa")
    run(MWAA_BUCKET="mwaa")
    keys = {each["Key"] for each in s3.list_objects_v2(Bucket="mwaa")["Contents"]}
    assert {"dags/conflict_management.py", "dags/pipeline/settings.py", "plugins.zip", "requirements.txt"} <= keys
    assert not [key for key in keys if "tests" in key or "__pycache__" in key]
    startup = s3.get_object(Bucket="mwaa", Key="startup.sh")["Body"].read().decode()
    assert f"export CONFLICT_MANAGEMENT_CLUSTER={NAME}\n" in startup
    s3.put_object(Bucket="mwaa", Key="dags/pipeline/old.py", Body=b"")
    s3.put_object(Bucket="mwaa", Key="dags/conflict_management.py", Body=b"another")
    s3.put_object(Bucket="mwaa", Key="dags/of_others.py", Body=b"")
    made = writes(monkeypatch)
    code, said = run("--only", "dags", MWAA_BUCKET="mwaa")
    assert (code, made) == (0, ["PutObject"]), said
    assert "upload s3://mwaa/dags/conflict_management.py" in said
    assert "no longer ours, remove it by hand: aws s3 rm s3://mwaa/dags/pipeline/old.py" in said
    assert "of_others" not in said


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


def test_dags_without_a_stack_are_refused(run):
    code, said = run("--only", "dags", MWAA_BUCKET="mwaa")
    assert code == 1
    assert f"The stack {NAME} is not there yet" in said
