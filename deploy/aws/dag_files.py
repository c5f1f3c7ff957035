"""The DAGs in the bucket of MWAA: only what changed; elsewhere, what to copy."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from botocore.exceptions import ClientError

import dag_settings
from account import Account
from console import Console

ROOT = Path(__file__).resolve().parents[2]
DAGS = ROOT / "dags"
NOT_FOR_AIRFLOW = {"tests", "plugins", "__pycache__"}
OF_SNOWFLAKE = {"conflict_management.py"}  # its tasks are not there without it
NOT_THERE = ("404", "NoSuchKey", "NotFound")
STARTUP = "startup.sh"
PARTS_OF_THE_ENVIRONMENT = {
    "plugins.zip": "plugins",
    "requirements.txt": "requirements",
    STARTUP: "startup-script",
}


def dag_files(settings: Mapping[str, str]) -> dict[str, bytes]:
    """By their place in the DAGs' folder; line breaks as Linux has them, also from Windows."""
    without = OF_SNOWFLAKE if settings.get("CONFLICT_MANAGEMENT_WITH_SNOWFLAKE") == "false" else set()
    left_out = NOT_FOR_AIRFLOW | without
    files = [file for file in sorted(DAGS.rglob("*")) if file.suffix == ".py" or file.name == ".airflowignore"]
    places = [(file.relative_to(DAGS), file) for file in files]
    return {place.as_posix(): _read(file) for place, file in places if not left_out & set(place.parts)}


def plugins_zip() -> bytes:
    """The same bytes for the same plugins: a zip would else differ by its times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((DAGS / "plugins").glob("*.py")):
            entry = zipfile.ZipInfo(file.name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _read(file))
    return out.getvalue()


def upload(account: Account, bucket: str, folder: str, settings: Mapping[str, str], console: Console) -> None:
    """Everything that MWAA reads; what is there already with the same content is left alone."""
    wanted = {f"{folder}/{place}": content for place, content in dag_files(settings).items()}
    wanted |= {"plugins.zip": plugins_zip(), "requirements.txt": _read(DAGS / "requirements.txt")}
    client = account.client("s3")
    versions = {}
    for key, content in wanted.items():
        digest = hashlib.sha256(content).hexdigest()
        if _digest(client, bucket, key) != digest and console.would(f"upload s3://{bucket}/{key}"):
            put = client.put_object(Bucket=bucket, Key=key, Body=content, Metadata={"sha256": digest})
            versions[key] = put.get("VersionId", "")
    versions |= _bring_settings(client, bucket, settings, console)
    if not versions and not console.dry_run:
        console.say(f"  s3://{bucket} has everything already")
    _tell_environment(versions, console)
    _tell_left_overs(client, bucket, folder, wanted, console)


def _bring_settings(client, bucket: str, settings: Mapping[str, str], console: Console) -> dict[str, str]:
    """Into the script that is there: what a person wrote into it stays."""
    present = _content(client, bucket, STARTUP)
    script, changes = dag_settings.script(present.decode(), settings)
    for name in dag_settings.unknown_in(script):
        console.say(f"  {STARTUP} exports {name}, which is not a setting: the DAGs will not load. Take it out by hand")
    if script.encode() == present:
        return {}
    uploads = console.would(f"upload s3://{bucket}/{STARTUP}")
    for change in changes:
        console.say(f"    {change}")
    put = client.put_object(Bucket=bucket, Key=STARTUP, Body=script.encode()) if uploads else {}
    return {STARTUP: put.get("VersionId", "")} if uploads else {}


def say_what_to_copy(settings: Mapping[str, str], console: Console) -> None:
    """For an Airflow of one's own."""
    console.say(f"  copy to Airflow's DAGs folder:    {', '.join(dag_files(settings))} (of {DAGS})")
    console.say(f"  copy to Airflow's plugins folder: {DAGS / 'plugins'}")
    console.say(f"  install:                          {DAGS / 'requirements.txt'}")
    console.say("  set in its environment:")
    for name, value in sorted(settings.items()):
        console.say(f"    {name}={value}")


def _read(file: Path) -> bytes:
    return file.read_bytes().replace(b"\r\n", b"\n")


def _content(client, bucket: str, key: str) -> bytes:
    try:
        return client.get_object(Bucket=bucket, Key=key)["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] in NOT_THERE:
            return b""
        raise


def _digest(client, bucket: str, key: str) -> str:
    try:
        return client.head_object(Bucket=bucket, Key=key)["Metadata"].get("sha256", "")
    except ClientError as error:
        if error.response["Error"]["Code"] in NOT_THERE:
            return ""
        raise


def _tell_environment(versions: Mapping[str, str], console: Console) -> None:
    """MWAA reads DAGs by itself; of these it must be told, and then takes up to half an hour."""
    options = [
        f"--{option}-s3-path {key} --{option}-s3-object-version {versions[key]}"
        for key, option in PARTS_OF_THE_ENVIRONMENT.items()
        if key in versions
    ]
    if options:
        console.say(f"  tell MWAA: aws mwaa update-environment --name ENVIRONMENT {' '.join(options)}")


def _tell_left_overs(client, bucket: str, folder: str, wanted: Mapping[str, bytes], console: Console) -> None:
    """Files of an earlier version would still be DAGs; who else uses the bucket, we do not know."""
    for prefix in (f"{folder}/pipeline/", f"{folder}/conflict_management"):
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for key in (found["Key"] for found in page.get("Contents", [])):
                if key not in wanted and "__pycache__" not in key:
                    console.say(f"  no longer ours, remove it by hand: aws s3 rm s3://{bucket}/{key}")
