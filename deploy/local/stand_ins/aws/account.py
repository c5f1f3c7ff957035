"""What the tasks find on this machine instead of in an AWS account: addresses, keys that mean nothing, two secrets."""

from __future__ import annotations

import json
from pathlib import Path

from stand_ins.aws.task_definitions import REGION
from stand_ins.layout import HOST


def description(port: int) -> dict:
    endpoint = f"http://{HOST}:{port}"
    environment = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    keys = {"access_key": "local", "secret_key": "local"}
    return {"port": port, "endpoint": endpoint, "region": REGION, **keys, "environment": environment}


def write_task_environment(file: Path, state: dict) -> None:
    """What an AWS account would give through its network is added to the environment of every task."""
    added = dict(state["aws"]["environment"])
    if database := state.get("postgres"):
        added |= {"POSTGRES_PORT": str(database["port"]), "POSTGRES_SSLMODE": database["sslmode"]}
        added |= {"POSTGRES_DATABASE": database["database"], "POSTGRES_SCHEMA": database["schema"]}
    if warehouse := state.get("emulator"):
        added["SNOWFLAKE_URL"] = warehouse["url"]
    file.write_text(json.dumps(added, indent=2))


def put_secrets(state: dict) -> None:
    """The two secrets of spec/configuration.md, for the parts that run."""
    database, warehouse = state.get("postgres"), state.get("emulator")
    if database:
        put_secret(state, "task02/postgres", {key: database[key] for key in ("host", "user", "password")})
    if warehouse:
        login = {key: warehouse[key] for key in ("account", "user", "warehouse")}
        put_secret(state, "task02/snowflake", {**login, "private_key": snowflake_key(Path(state["folder"]))})


def put_secret(state: dict, name: str, values: dict) -> None:
    manager = client(state, "secretsmanager")
    try:
        manager.create_secret(Name=name, SecretString=json.dumps(values))
    except manager.exceptions.ResourceExistsException:
        manager.put_secret_value(SecretId=name, SecretString=json.dumps(values))


def client(state: dict, service: str):
    """A boto3 client that talks to this machine only."""
    import boto3

    aws = state["aws"]
    keys = {"aws_access_key_id": aws["access_key"], "aws_secret_access_key": aws["secret_key"]}
    return boto3.client(service, endpoint_url=aws["endpoint"], region_name=aws["region"], **keys)


def snowflake_key(folder: Path) -> str:
    """A key of this state folder: the emulator takes any, and the commands log in as they do elsewhere."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    file = folder / "state" / "snowflake_key.pem"
    if not file.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        file.touch(mode=0o600)
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    return file.read_text()
