"""What Amazon knows of an MWAA environment, so that nobody has to copy it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from botocore.exceptions import ClientError

from account import Account
from console import Failed

OLDEST = (3, 3)


@dataclass(frozen=True)
class Environment:
    """Where it and its files are, whom it works as. `paths`: keys that it reads in place of its defaults, by
    file; `versions`: of these the ones that it was told, empty where it does not say.
    """

    name: str
    region: str
    bucket: str
    dags: str
    role: str
    version: str
    paths: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def problem(self) -> str | None:
        if tuple(map(int, re.findall(r"\d+", self.version)[:2])) >= OLDEST:
            return None
        return f"MWAA_ENVIRONMENT: {self.name} runs Airflow {self.version}, and 3.3 or later is needed"

    def is_to_be_told(self, file: str, key: str, version: str) -> bool:
        """Whether it reads another file, or another version of it."""
        return self.paths[file] != key or self.versions[file] not in ("", version)


def read(account: Account, name: str, region: str) -> Environment:
    """All that the environment says of itself; without a region it is looked for where the stack is."""
    region = region or account.region
    try:
        found = account.session.client("mwaa", region_name=region).get_environment(Name=name)["Environment"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            raise Failed(f"MWAA_ENVIRONMENT: there is no environment {name} in {region} (MWAA_REGION)") from None
        raise
    kinds = {"plugins.zip": "Plugins", "requirements.txt": "Requirements", "startup.sh": "StartupScript"}
    paths = {file: found.get(f"{kind}S3Path", "") for file, kind in kinds.items()}
    versions = {file: found.get(f"{kind}S3ObjectVersion", "") for file, kind in kinds.items()}
    bucket, role = found["SourceBucketArn"].rpartition(":")[2], found["ExecutionRoleArn"].rpartition("/")[2]
    dags, version = found["DagS3Path"].strip("/"), found["AirflowVersion"]
    return Environment(name, region, bucket, dags, role, version, paths, versions)
