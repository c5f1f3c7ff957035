"""The plan of chunks, read from the run location: a container's log may come late, or lose lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from airflow.providers.amazon.aws.hooks.s3 import S3Hook
from airflow.sdk.exceptions import AirflowFailException

FILE = "task02_chunks.json"
USELESS_TO_RETRY = {
    "NoSuchKey": "is not there",
    "NoSuchBucket": "is not there: neither is its bucket",
    "AccessDenied": "may not be read: Airflow's role needs s3:GetObject on it and s3:ListBucket on its bucket",
}


def planned(location: str, connection: dict[str, Any]) -> list[dict[str, str]]:
    """One object of texts for each chunk of the plan in this folder or S3 prefix: what the next task is mapped over."""
    place = f"{location}/{FILE}"
    text = _of_s3(place, connection) if place.startswith("s3://") else _of_a_folder(place)
    try:
        return [{"chunk": str(chunk["id"]), "rows": str(chunk["rows"])} for chunk in json.loads(text)["chunks"]]
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
        f"the command has ended well, but its plan of chunks, {place}, {why}. Mend that, then clear this task."
    )
