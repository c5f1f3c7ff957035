"""The AWS account that is worked in."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass

import boto3
from botocore.exceptions import BotoCoreError, ClientError, NoRegionError, ProfileNotFound

from console import Console, Failed

EXPIRED = {
    "ExpiredToken",
    "ExpiredTokenException",
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "RequestExpired",
}


@dataclass(frozen=True)
class Account:
    """Who we are, where, and the clients of the services."""

    session: boto3.Session
    number: str
    partition: str

    @property
    def region(self) -> str:
        return self.session.region_name

    @property
    def domain(self) -> str:
        return "amazonaws.com.cn" if self.partition == "aws-cn" else "amazonaws.com"

    def client(self, service: str):
        return self.session.client(service)


def log_in(profile: str, region: str, console: Console) -> Account:
    """With what is there; where the session has expired, says what to run, or runs it when a person wants that."""
    try:
        session = boto3.Session(profile_name=profile or None, region_name=region or None)
        try:
            account = _account(session)
        except NoRegionError:
            raise
        except (BotoCoreError, ClientError) as error:
            if not _logged_in_again(error, profile, console):
                raise Failed(advice(error, profile)) from None
            session = boto3.Session(profile_name=profile or None, region_name=region or None)
            account = _account(session)
    except ProfileNotFound:
        raise Failed(
            f"The profile {profile} is not in ~/.aws/config. Make it: aws configure sso --profile {profile}"
        ) from None
    except NoRegionError:
        raise Failed("No region is given (AWS_REGION, --aws-region), and the profile names none.") from None
    except (BotoCoreError, ClientError) as error:
        raise Failed(advice(error, profile)) from None
    console.say(f"  account {account.number}, region {account.region}")
    return account


def _account(session: boto3.Session) -> Account:
    if not session.region_name:
        raise NoRegionError
    identity = session.client("sts").get_caller_identity()
    return Account(session, identity["Account"], identity["Arn"].split(":")[1])


def is_over(error: Exception) -> bool:
    """Whether the error says that nobody is logged in, or not any more."""
    if isinstance(error, ClientError):
        return error.response["Error"]["Code"] in EXPIRED
    return any(word in type(error).__name__ for word in ("SSO", "Token", "Credential", "Login"))


def _logged_in_again(error: Exception, profile: str, console: Console) -> bool:
    aws = shutil.which("aws")
    if not (profile and aws and console.asks and not console.yes and is_over(error)):
        return False
    if not console.confirm(f"The session of {profile} is over. Run aws sso login now?"):
        return False
    return subprocess.run([aws, "sso", "login", "--profile", profile]).returncode == 0


def advice(error: Exception, profile: str) -> str:
    """What to do about an error of logging in."""
    if not is_over(error):
        return f"AWS does not answer as it should: {error}"
    wanted = (
        f"aws sso login --profile {profile}" if profile else "aws configure sso, then name the profile (--aws-profile)"
    )
    return f"Not logged in, or the session is over ({type(error).__name__}). Run: {wanted}"
