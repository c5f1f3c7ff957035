"""The image: built from what is committed, pushed under a tag that never moves."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import ClientError

from account import Account
from console import Console, Failed

ROOT = Path(__file__).resolve().parents[2]
BUILD = "docker/build.py"
IN_THE_IMAGE = ["docker", "pom.xml", "sql", "tasks", ".mvn", "mvnw", ".dockerignore"]


def version() -> str:
    """The version of the jars."""
    return re.search(r"<version>([^<]+)</version>", (ROOT / "pom.xml").read_text(encoding="utf-8"))[1]


def problems(builds: bool) -> list[str]:
    """What is missing on this machine to build and push, or to push alone."""
    missing = []
    for program, what in {"docker": "https://docs.docker.com/get-docker/", "git": "https://git-scm.com"}.items():
        if not shutil.which(program):
            missing.append(f"{program} is not on this machine ({what}); or --skip build,push")
    if builds and (problem := _problem_of_jdk()):
        missing.append(f"{problem}; or --skip build,push")
    return missing


def _problem_of_jdk() -> str | None:
    """As ./mvnw finds it, with which docker/build.py makes the jars."""
    least = int(re.search(r"<maven.compiler.release>(\d+)<", (ROOT / "pom.xml").read_text(encoding="utf-8"))[1])
    home = os.environ.get("JAVA_HOME")
    javac = shutil.which("javac", path=str(Path(home) / "bin")) if home else shutil.which("javac")
    wanted, where = f"a JDK {least} or newer is needed to build", f"JAVA_HOME, {home}," if home else "the PATH"
    if not javac:
        return f"{wanted}, and {where} has no javac"
    done = subprocess.run([javac, "-version"], capture_output=True, text=True)
    found = re.search(r"javac (?:1\.)?(\d+)", done.stdout + done.stderr)
    if not found or int(found[1]) < least:
        return f"{wanted}; {javac} is of {found[1] if found else 'an unknown version'}"
    return None


def source(bases: Mapping[str, str]) -> str:
    """A name for exactly what goes into the image, the same on every machine; all of it must be committed.

    Of what it is made from (docker's build arguments) the names count: give them by digest, or with a date.
    So does the name of a platform that is not the usual one.
    """
    changed = _git("status", "--porcelain", "--", *IN_THE_IMAGE).splitlines()
    if changed:
        shown = ", ".join(line[3:] for line in changed[:5]) + (" ..." if len(changed) > 5 else "")
        raise Failed(
            f"An image is made of what is committed, and this is not: {shown}. Commit it, or --skip build,push."
        )
    listed = _git("ls-tree", "HEAD", "--", *IN_THE_IMAGE)
    named = "".join(f"{argument}={name}\n" for argument, name in sorted(bases.items()) if name)
    return "source-" + hashlib.sha256((listed + named).encode()).hexdigest()[:16]


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise Failed(f"git {words[0]}: {done.stderr.strip()}")
    return done.stdout


def has_repository(account: Account, name: str) -> bool:
    try:
        return bool(account.client("ecr").describe_repositories(repositoryNames=[name])["repositories"])
    except ClientError as error:
        if error.response["Error"]["Code"] == "RepositoryNotFoundException":
            return False
        raise


@dataclass(frozen=True)
class Image:
    """A version in a repository. Beside its version it carries its source as a tag: so content is compared."""

    account: Account
    repository: str
    tag: str
    source: str

    @property
    def uri(self) -> str:
        host = f"{self.account.number}.dkr.ecr.{self.account.region}.{self.account.domain}"
        return f"{host}/{self.repository}"

    @property
    def reference(self) -> str:
        return f"{self.uri}:{self.tag}"

    def is_there(self) -> bool:
        """Whether the tag is in the registry with this content; an error where it has other content."""
        tags = self._tags_beside(self.tag)
        if tags and self.source not in tags:
            made_of = next((tag for tag in tags if tag.startswith("source-")), "something unknown")
            raise Failed(
                f"{self.reference} exists and was made of {made_of}; this is {self.source}. A tag never moves: "
                "raise the version in pom.xml, or name another one (--image-tag). If it was built with a BASE_IMAGE or "
                "JDK_IMAGE: give that one again."
            )
        return bool(tags)

    def must_be_there(self) -> None:
        """Whatever it was made of."""
        if not self._tags_beside(self.tag):
            raise Failed(f"{self.reference} is not in the registry. Push it: deploy.py --only build,push")

    def has_twin(self) -> bool:
        """Whether the same content is in the registry under another version."""
        return bool(self._tags_beside(self.source))

    def build(self, build_arguments: Mapping[str, str], platform: str, console: Console) -> None:
        """The jars and the image of them, as docker/build.py does it."""
        command = [sys.executable, BUILD, "--platform", platform]
        for name, value in build_arguments.items():
            command += ["--build-arg", f"{name}={value}"] if value else []
        command += ["--tag", self.reference, "--tag", f"{self.uri}:{self.source}"]
        if console.would("run " + " ".join(["python", *command[1:]])):
            _run(command)

    def push(self, console: Console) -> None:
        """First the source, then the version: what has a version has a source."""
        if not console.would(f"push {self.reference}"):
            return
        login = self.account.client("ecr").get_authorization_token()["authorizationData"][0]
        user, _, password = base64.b64decode(login["authorizationToken"]).decode().partition(":")
        registry = self.uri.partition("/")[0]
        _run(["docker", "login", "--username", user, "--password-stdin", registry], password)
        for tag in (self.source, self.tag):
            _run(["docker", "push", f"{self.uri}:{tag}"])

    def tag_twin(self, console: Console) -> None:
        """The same content gets one more version, without a build."""
        if console.would(f"give {self.uri}:{self.source} the tag {self.tag} too"):
            ecr = self.account.client("ecr")
            twin = ecr.batch_get_image(repositoryName=self.repository, imageIds=[{"imageTag": self.source}])["images"][
                0
            ]
            media = (
                {"imageManifestMediaType": twin["imageManifestMediaType"]} if "imageManifestMediaType" in twin else {}
            )
            ecr.put_image(
                repositoryName=self.repository, imageTag=self.tag, imageManifest=twin["imageManifest"], **media
            )

    def _tags_beside(self, tag: str) -> list[str]:
        try:
            found = self.account.client("ecr").describe_images(
                repositoryName=self.repository, imageIds=[{"imageTag": tag}]
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in ("ImageNotFoundException", "RepositoryNotFoundException"):
                return []
            raise
        return found["imageDetails"][0].get("imageTags", [])


def _run(command: list[str], text: str | None = None) -> None:
    """Programs by their full path: on Windows they may be docker.exe or docker.cmd."""
    program = shutil.which(command[0])
    done = subprocess.run([program, *command[1:]], cwd=ROOT, input=text, text=True, encoding="utf-8")
    if done.returncode:
        raise Failed(f"{' '.join(command[:2])} ended with exit code {done.returncode}; its own words are above.")
