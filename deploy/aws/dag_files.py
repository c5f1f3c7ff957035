"""The DAGs in the bucket of MWAA: only what changed; elsewhere, what to copy."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import ClientError

import dag_settings
import mwaa
from account import Account
from console import Console, Failed

ROOT = Path(__file__).resolve().parents[2]
DAGS = ROOT / "dags"
NOT_FOR_AIRFLOW = {"tests", "plugins", "__pycache__"}
OF_SNOWFLAKE = {"conflict_management.py"}  # its tasks are not there without it
NOT_THERE = ("404", "NoSuchKey", "NotFound")
OURS = "conflict-management/"  # in front of the keys of what others have, too
STARTUP = "startup.sh"
PARTS_OF_THE_ENVIRONMENT = {
    "plugins.zip": "plugins",
    "requirements.txt": "requirements",
    STARTUP: "startup-script",
}


def dag_files(settings: Mapping[str, str]) -> dict[str, bytes]:
    """By their place in the DAGs' folder; line breaks as Linux has them, also from Windows.

    Not the .airflowignore of that folder: where others use it too, they have their own, or folders that it would hide.
    """
    without = OF_SNOWFLAKE if settings.get("CONFLICT_MANAGEMENT_WITH_SNOWFLAKE") == "false" else set()
    left_out = NOT_FOR_AIRFLOW | without
    files = sorted(file for form in ("**/*.py", "*/*.json", "*/.airflowignore") for file in DAGS.glob(form))
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


@dataclass(frozen=True)
class Place:
    """A bucket of MWAA, the folder of the DAGs in it, and its environment where that is known."""

    bucket: str
    dags: str
    environment: mwaa.Environment | None = None

    @property
    def startup(self) -> str:
        """The key of the startup script."""
        return (self.environment and self.environment.paths[STARTUP]) or STARTUP

    def reads(self, client, name: str) -> str:
        """The key of the file of this name that MWAA reads and that others wrote; none where it reads ours or none."""
        default = name if _is_there(client, self.bucket, name) else ""
        key = self.environment.paths[name] if self.environment else default
        return "" if not key or key == OURS + name or _digest(client, self.bucket, key) else key


def upload(account: Account, place: Place, settings: Mapping[str, str], console: Console) -> None:
    """Everything that MWAA reads; what is there already with the same content is left alone, and so is all of others:
    plugins and requirements have keys of our own.
    """
    bucket = place.bucket
    wanted = {f"{place.dags}/{name}": content for name, content in dag_files(settings).items()}
    parts = {"plugins.zip": plugins_zip(), "requirements.txt": _read(DAGS / "requirements.txt")}
    wanted |= {OURS + name: content for name, content in parts.items()}
    client = account.client("s3")
    _must_serve_this(client, place, settings)
    versions = {}
    for key, content in wanted.items():
        digest = hashlib.sha256(content).hexdigest()
        if _digest(client, bucket, key) != digest and console.would(f"upload s3://{bucket}/{key}"):
            put = client.put_object(Bucket=bucket, Key=key, Body=content, Metadata={"sha256": digest})
            versions[key] = put.get("VersionId", "")
    versions |= _bring_settings(client, place, settings, console)
    if not versions and not console.dry_run:
        console.say(f"  s3://{bucket} has everything already")
    of_others = {name: key for name in parts if (key := place.reads(client, name))}
    for name in parts:
        if name in of_others:
            _tell_merge(client, bucket, of_others[name], console)
            versions.pop(OURS + name, None)
    if place.environment and not console.dry_run:
        keys = {name: OURS + name for name in parts if name not in of_others} | {STARTUP: place.startup}
        for name, key in keys.items():
            version = client.head_object(Bucket=bucket, Key=key).get("VersionId", "")
            if place.environment.is_to_be_told(name, key, version):
                versions.setdefault(key, version)
    _tell_environment(versions, place, console)
    _tell_left_overs(client, place, wanted, console)


def _must_serve_this(client, place: Place, settings: Mapping[str, str]) -> None:
    """An Airflow has one set of settings: a second environment would take it away from the first."""
    bucket, key, name = place.bucket, place.startup, "CONFLICT_MANAGEMENT_TASK_DEFINITION_PREFIX"
    there = dag_settings.exported(_content(client, bucket, key).decode()).get(name)
    if there and there != settings.get(name, there):
        raise Failed(
            f"s3://{bucket}/{key} sets {name} to {there}: this Airflow runs another environment, and can run only one. "
            "Name another Airflow (MWAA_ENVIRONMENT or MWAA_BUCKET), or delete that line where it is to change over."
        )


def _tell_merge(client, bucket: str, key: str, console: Console) -> None:
    """An environment reads one file of each kind: what of ours is not in that of others."""
    theirs = _content(client, bucket, key)
    if key.endswith(".zip"):
        lacks = [file.name for file in sorted((DAGS / "plugins").glob("*.py")) if not _is_in(theirs, file)]
        what = f"add to its top, of {DAGS / 'plugins'}"
    else:
        lines = [line for line in _read(DAGS / "requirements.txt").decode().splitlines() if not line.startswith("#")]
        lacks = [line for line in lines if line not in theirs.decode(errors="replace").splitlines()]
        what = "add the lines"
    if lacks:
        console.say(f"  s3://{bucket}/{key} is of others and stays as it is; by hand {what}: {', '.join(lacks)}")


def _is_in(archive: bytes, file: Path) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as found:
            return file.name in found.namelist() and found.read(file.name).replace(b"\r\n", b"\n") == _read(file)
    except zipfile.BadZipFile:
        return False


def _bring_settings(client, place: Place, settings: Mapping[str, str], console: Console) -> dict[str, str]:
    """Into the script that is there: what a person wrote into it stays."""
    bucket, key = place.bucket, place.startup
    present = _content(client, bucket, key)
    script, changes = dag_settings.script(present.decode(), settings)
    for name in dag_settings.unknown_in(script):
        console.say(f"  {key} exports {name}, which is not a setting: the DAGs will not load. Take it out by hand")
    if script.encode() == present:
        return {}
    uploads = console.would(f"upload s3://{bucket}/{key}")
    for change in changes:
        console.say(f"    {change}")
    put = client.put_object(Bucket=bucket, Key=key, Body=script.encode()) if uploads else {}
    return {key: put.get("VersionId", "")} if uploads else {}


def say_what_to_copy(settings: Mapping[str, str], console: Console) -> None:
    """For an Airflow of one's own."""
    console.say(f"  copy to Airflow's DAGs folder:    {', '.join(dag_files(settings))} (of {DAGS})")
    console.say(f"  copy to Airflow's plugins folder: {DAGS / 'plugins'}")
    console.say(f"  install:                          {DAGS / 'requirements.txt'}")
    console.say("  set in its environment:")
    if "CONFLICT_MANAGEMENT_CLUSTER" not in settings:
        console.say("    (what the stack puts out, once it is there)")
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
    """What we wrote beside a file of ours; empty where it is not there, or of others."""
    try:
        return client.head_object(Bucket=bucket, Key=key)["Metadata"].get("sha256", "")
    except ClientError as error:
        if error.response["Error"]["Code"] in NOT_THERE:
            return ""
        raise


def _is_there(client, bucket: str, key: str) -> bool:
    return client.list_objects_v2(Bucket=bucket, Prefix=key).get("Contents", [{}])[0].get("Key") == key


def _tell_environment(versions: Mapping[str, str], place: Place, console: Console) -> None:
    """MWAA reads DAGs by itself; of these it must be told, and then takes up to half an hour."""
    kinds = {OURS + name: kind for name, kind in PARTS_OF_THE_ENVIRONMENT.items()}
    kinds |= {place.startup: PARTS_OF_THE_ENVIRONMENT[STARTUP]}
    options = [
        f"--{kind}-s3-path {key} --{kind}-s3-object-version {versions[key]}"
        for key, kind in kinds.items()
        if key in versions
    ]
    if options:
        known = place.environment
        name = f"--region {known.region} --name {known.name}" if known else "--name ENVIRONMENT"
        console.say(f"  tell MWAA: aws mwaa update-environment {name} {' '.join(options)}")


def _tell_left_overs(client, place: Place, wanted: Mapping[str, bytes], console: Console) -> None:
    """Files of an earlier version would still be DAGs. Who else uses the bucket we do not know: ours carry a digest."""
    bucket, names = place.bucket, ("care_conflict/", "pipeline/", "conflict_management", ".airflowignore")
    for prefix in (f"{place.dags}/{name}" for name in names):
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for key in (found["Key"] for found in page.get("Contents", [])):
                if key not in wanted and "__pycache__" not in key and _digest(client, bucket, key):
                    console.say(f"  no longer ours, remove it by hand: aws s3 rm s3://{bucket}/{key}")
