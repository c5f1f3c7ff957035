"""The two secrets: made where they are not there, written only where a value is another one, never shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import ClientError

from account import Account
from console import Console, Failed

KEY_FILE = "SNOWFLAKE_PRIVATE_KEY_FILE"
PRIVATE_KEY, PASSPHRASE = "SNOWFLAKE_PRIVATE_KEY", "SNOWFLAKE_PRIVATE_KEY_PASSPHRASE"
HIDDEN = {"POSTGRES_PASSWORD", PRIVATE_KEY, PASSPHRASE}
POSTGRES = {"host": "POSTGRES_HOST", "user": "POSTGRES_USER", "password": "POSTGRES_PASSWORD"}
OF_RDS = {"username": "POSTGRES_USER"}  # as the secrets that RDS makes have it, in place of user
SNOWFLAKE = {
    "account": "SNOWFLAKE_ACCOUNT",
    "user": "SNOWFLAKE_USER",
    "warehouse": "SNOWFLAKE_WAREHOUSE",
    "private_key": PRIVATE_KEY,
    "private_key_passphrase": PASSPHRASE,  # only where the key is encrypted
}
VARIABLES = [*POSTGRES.values(), *SNOWFLAKE.values(), KEY_FILE]
USER_KEY = "user"
PROJECT = {"Key": "project", "Value": "conflict-management"}
OWNER = "conflict-management-stack"  # the tag that says which stack may change a secret


def given(values: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The values by variable, the key read from its file; what is wrong with them, without showing any."""
    found = {name: values[name] for name in VARIABLES if values.get(name, "").strip()}
    problems = []
    if file := found.pop(KEY_FILE, None):
        try:
            found[PRIVATE_KEY] = Path(file).expanduser().read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{KEY_FILE}: {file} cannot be read ({type(error).__name__})")
    if PRIVATE_KEY in found and (problem := _problem_of_key(found[PRIVATE_KEY])):
        problems.append(f"{PRIVATE_KEY}: {problem}")
    return found, problems


def _problem_of_key(key: str) -> str | None:
    kind = "ENCRYPTED PRIVATE KEY" if _is_encrypted(key) else "PRIVATE KEY"
    if f"-----BEGIN {kind}-----" not in key or f"-----END {kind}-----" not in key:
        return f"is no whole PKCS#8 key (-----BEGIN {kind}----- to -----END {kind}-----)"
    return None


def _is_encrypted(key: str) -> bool:
    return "-----BEGIN ENCRYPTED PRIVATE KEY-----" in key


def name_of(account: Account, arn: str) -> str:
    """Of a secret of this account and region its name, by which it can be made anew; of another the whole ARN."""
    here = f"arn:{account.partition}:secretsmanager:{account.region}:{account.number}:secret:"
    return arn.removeprefix(here)[: -len("-123456")] if arn.startswith(here) else arn


@dataclass(frozen=True)
class Secret:
    """One secret of Secrets Manager: a JSON object with these keys, each known to people by a variable.

    `stack` is who wants it, `used` the ARN of the secret that this stack has now. A new one is encrypted with `key`.
    """

    account: Account
    name: str
    variables: Mapping[str, str]
    stack: str
    used: str = ""
    key: str = ""
    more_tags: tuple[tuple[str, str], ...] = ()

    def keys(self) -> dict[str, str]:
        """The variables by the keys that the secret has, or is to have."""
        if self.variables is POSTGRES and "username" in (present := self._present()) and USER_KEY not in present:
            return {key: variable for key, variable in self.variables.items() if key != USER_KEY} | OF_RDS
        return dict(self.variables)

    def arn(self) -> str | None:
        return self._described().get("ARN")

    def _described(self) -> dict:
        try:
            return self.account.client("secretsmanager").describe_secret(SecretId=self.name)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return {}
            raise

    def is_of_others(self) -> bool:
        """Whether it is there and this stack did not make it: then it may hold what others live on.

        Secrets that were made before they named their stack are of the stack that uses them.
        """
        described = self._described()
        tags = {each["Key"]: each["Value"] for each in described.get("Tags", [])}
        if not described or tags.get(OWNER) == self.stack:
            return False
        ours_of_before = OWNER not in tags and tags.get(PROJECT["Key"]) == PROJECT["Value"]
        return not (ours_of_before and described["ARN"] == self.used)

    def changes(self, values: Mapping[str, str]) -> list[str]:
        """The keys that these values change."""
        present, wanted = self._present(), self._wanted(values)
        return sorted(key for key in wanted if wanted[key] != present.get(key))

    def _wanted(self, values: Mapping[str, str]) -> dict[str, str]:
        """Keys that are not ours stay as they are."""
        return self._present() | {key: values[var] for key, var in self.keys().items() if values.get(var)}

    def missing(self, values: Mapping[str, str]) -> list[str]:
        """Variables that neither the secret has nor anybody gave; another encrypted key needs its passphrase anew."""
        present, lacking = self._present(), []
        for key, variable in self.keys().items():
            there = values.get(variable) or present.get(key)
            if variable == PASSPHRASE:
                same_key = values.get(PRIVATE_KEY) in (None, "", present.get("private_key"))
                there = values.get(variable) or (there and same_key) or not self.has_encrypted_key(values)
            if not there:
                lacking.append(variable)
        return lacking

    def has_encrypted_key(self, values: Mapping[str, str]) -> bool:
        """Once these values are put."""
        return _is_encrypted(values.get(PRIVATE_KEY) or self._present().get("private_key", ""))

    def put(self, values: Mapping[str, str], console: Console) -> None:
        changed, exists = self.changes(values), self.arn() is not None
        if exists and not changed:
            console.say(f"  {self.name} is as it should be")
        elif console.would(f"{'change' if exists else 'make'} {self.name}: {', '.join(changed)}"):
            self._write(exists, self._wanted(values))

    def _write(self, exists: bool, wanted: Mapping[str, str]) -> None:
        manager, text = self.account.client("secretsmanager"), json.dumps(wanted)
        if exists:
            manager.put_secret_value(SecretId=self.name, SecretString=text)
        else:
            tags = [PROJECT, {"Key": OWNER, "Value": self.stack}, *({"Key": k, "Value": v} for k, v in self.more_tags)]
            key = {"KmsKeyId": self.key} if self.key else {}
            manager.create_secret(Name=self.name, SecretString=text, Tags=tags, **key)

    def _present(self) -> dict[str, str]:
        try:
            found = self.account.client("secretsmanager").get_secret_value(SecretId=self.name)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":  # no secret, or one without a value
                return {}
            raise
        try:
            present = json.loads(found.get("SecretString", ""))
        except ValueError:
            present = None
        if not isinstance(present, dict):
            raise Failed(f"The secret {self.name} is no JSON object with {', '.join(self.variables)} as keys.")
        return present


def ask_for(variables: list[str], console: Console) -> dict[str, str]:
    """From a person, secrets unseen; a key by the name of its file."""
    answers: dict[str, str] = {}
    for name in variables:
        while not answers.get(name):
            if name == PRIVATE_KEY:
                found, problems = given({KEY_FILE: console.ask("File of Snowflake's private key (PKCS#8 PEM)")})
                for problem in problems:
                    console.say(f"  {problem}")
                answers[name] = "" if problems else found.get(name, "")
            else:
                answers[name] = console.ask_secret(name) if name in HIDDEN else console.ask(name)
    return answers
