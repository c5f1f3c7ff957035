"""The plan of chunks or of shards, read from the run location: a container's log may come late, or lose lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from airflow.providers.amazon.aws.hooks.s3 import S3Hook
from airflow.sdk.exceptions import AirflowFailException

FILE = "task02_chunks.json"
FILE_OF_SHARDS = "{}-shards.json"
USELESS_TO_RETRY = {
    "NoSuchKey": "is not there",
    "NoSuchBucket": "is not there: neither is its bucket",
    "AccessDenied": "may not be read: Airflow's role needs s3:GetObject on it and s3:ListBucket on its bucket",
}


def planned(location: str, connection: dict[str, Any]) -> list[dict[str, str]]:
    """One object of texts for each chunk of the plan in this folder or S3 prefix: what the next task is mapped over."""
    rows = _rows(f"{location}/{FILE}", "chunks", "id", connection)
    return [{"chunk": chunk, "rows": of_it} for chunk, of_it in rows.items()]


def planned_shards(location: str, detection: str, shards: int, connection: dict[str, Any]) -> list[dict[str, str]]:
    """The same for each shard of a detection, also for one without rows, which the plan may leave out.

    Airflow knows a part of a mapped task by its place alone: part 2 is shard 3, also where a plan is made anew.
    """
    rows = _rows(f"{location}/{FILE_OF_SHARDS.format(detection)}", "shards", "shard", connection)
    numbers = map(str, range(1, shards + 1))
    return [{"shard": shard, "of": str(shards), "rows": rows.get(shard, "0")} for shard in numbers]


def _rows(place: str, parts: str, number: str, connection: dict[str, Any]) -> dict[str, str]:
    """How many rows each part of a plan has, by the number of the part, in the order of the plan."""
    text = _of_s3(place, connection) if place.startswith("s3://") else _of_a_folder(place)
    try:
        return {str(part[number]): str(part["rows"]) for part in json.loads(text)[parts]}
    except (ValueError, LookupError, TypeError):
        raise _unusable(place, "is damaged") from None


def _of_s3(place: str, connection: dict[str, Any]) -> bytes:
    bucket, _, key = place.removeprefix("s3://").partition("/")
    client = S3Hook(**connection).conn
    try:
        return client.get_object(Bucket=bucket, Key=key)["Body"].read()
    except client.exceptions.ClientError as error:
        code = error.response["Error"]["Code"]
        if code in USELESS_TO_RETRY:
            raise _unusable(place, USELESS_TO_RETRY[code]) from None
        raise


def _of_a_folder(place: str) -> bytes:
    try:
        return Path(place).read_bytes()
    except FileNotFoundError:
        raise _unusable(place, "is not there") from None


def _unusable(place: str, why: str) -> AirflowFailException:
    return AirflowFailException(
        f"the command has ended well, but its plan, {place}, {why}. Mend that, then clear this task."
    )
