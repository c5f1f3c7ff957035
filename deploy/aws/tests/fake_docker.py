"""docker where there is no engine: each call is written down, and a push puts an image into moto's registry."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import boto3

arguments = sys.argv[1:]
calls = Path(os.environ["DOCKER_CALLS"])
before = [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []
given = sys.stdin.read() if "--password-stdin" in arguments else ""
with calls.open("a") as file:
    file.write(json.dumps({"arguments": arguments, "input": given}) + "\n")

if arguments[0] == "push":
    uri, _, tag = arguments[1].rpartition(":")
    built = [call["arguments"] for call in before if arguments[1] in call["arguments"]][-1]
    digest = hashlib.sha256(json.dumps(built).encode()).hexdigest()
    media = "application/vnd.docker.distribution.manifest.v2+json"
    config = {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 1, "digest": f"sha256:{digest}"}
    manifest = {"schemaVersion": 2, "mediaType": media, "config": config, "layers": []}
    image = {"repositoryName": uri.partition("/")[2], "imageTag": tag, "imageManifest": json.dumps(manifest)}
    boto3.client("ecr").put_image(**image, imageManifestMediaType=media)
