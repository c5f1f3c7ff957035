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
    """Where it and its files are, whom it works as. `paths`: keys that it reads in place of its defaults, by file."""

    name: str
    region: str
    bucket: str
    dags: str
    role: str
    version: str
    paths: dict[str, str] = field(default_factory=dict)

    def problem(self) -> str | None:
        if tuple(map(int, re.findall(r"\d+", self.version)[:2])) >= OLDEST:
            return None
        return f"MWAA_ENVIRONMENT: {self.name} runs Airflow {self.version}, and 3.3 or later is needed"


def read(account: Account, name: str, region: str) -> Environment:
    """All that the environment says of itself; without a region it is looked for where the stack is."""
    region = region or account.region
    try:
        found = account.session.client("mwaa", region_name=region).get_environment(Name=name)["Environment"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            raise Failed(f"MWAA_ENVIRONMENT: there is no environment {name} in {region} (MWAA_REGION)") from None
        raise
    paths = {
        "plugins.zip": found.get("PluginsS3Path", ""),
        "requirements.txt": found.get("RequirementsS3Path", ""),
        "startup.sh": found.get("StartupScriptS3Path", ""),
    }
    bucket, role = found["SourceBucketArn"].rpartition(":")[2], found["ExecutionRoleArn"].rpartition("/")[2]
    return Environment(name, region, bucket, found["DagS3Path"].strip("/"), role, found["AirflowVersion"], paths)
