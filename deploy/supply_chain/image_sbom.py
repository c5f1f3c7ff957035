#!/usr/bin/env python3
"""The SBOM of an image: its system's packages, its Java, and the libraries of every jar, each once (make sbom).

    python3 deploy/supply_chain/image_sbom.py IMAGE [FILE]

CycloneDX 1.6, by default target/image.cdx.json. The jars' part is put together from the SBOMs beside the jars.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
import tarfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import components

FILE = components.ROOT / "target" / "image.cdx.json"
Docker = Callable[..., subprocess.CompletedProcess]


def main(image: str, file: Path) -> None:
    try:
        listed = sbom(docker, image)
    except components.NotThere as missing:
        sys.exit(str(missing))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(listed, indent=1) + "\n")
    print(f"{len(listed['components'])} components: {file}")


def docker(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run(["docker", *words], capture_output=True, check=True)


def sbom(docker: Docker, image: str) -> dict:
    """The whole document; `docker` runs one command of docker and gives its output as bytes."""
    described = json.loads(docker("image", "inspect", image).stdout)[0]
    labels = described["Config"].get("Labels") or {}
    with _files(docker, image) as read:
        parts = [*system_packages(read), java(read), *libraries()]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, described['Id'])}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "container",
                "bom-ref": described["Id"],
                "name": labels.get("org.opencontainers.image.title", image),
                "version": labels.get("org.opencontainers.image.version", "unknown"),
            }
        },
        "components": parts,
    }


def system_packages(read: Callable[[str], str | None]) -> list[dict]:
    """Those of Debian, Ubuntu and Alpine; NotThere for a system whose list this program cannot read."""
    release = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', read("/etc/os-release") or "", re.MULTILINE))
    system, version = release.get("ID", "unknown"), release.get("VERSION_ID", "")
    suffix = f"?distro={system}-{version}" if version else ""
    dpkg, apk = read("/var/lib/dpkg/status"), read("/lib/apk/db/installed")
    if dpkg:
        entries = [dict(re.findall(r"^(\S+): (.*)$", entry, re.MULTILINE)) for entry in dpkg.split("\n\n")]
        found = [(e["Package"], e["Version"]) for e in entries if e.get("Status", "").endswith(" installed")]
        kind = "deb"
    elif apk:
        found = [(m[1], m[2]) for m in re.finditer(r"^P:(.*)\nV:(.*)$", apk, re.MULTILINE)]
        kind = "apk"
    else:
        raise components.NotThere(f"the packages of {system} cannot be listed: neither dpkg's nor apk's list is there")
    return [
        _component(name, found_version, f"pkg:{kind}/{system}/{quote(name)}@{quote(found_version)}{suffix}")
        for name, found_version in sorted(found)
    ]


def java(read: Callable[[str], str | None]) -> dict:
    """The Java that jlink made, by its own release file."""
    release = dict(re.findall(r'^(\w+)="([^"]*)"$', read("/opt/java/release") or "", re.MULTILINE))
    version = release.get("JAVA_VERSION", "unknown")
    return {**_component("openjdk", version, f"pkg:generic/openjdk@{version}"), "type": "platform"}


def libraries() -> list[dict]:
    """What the jars' SBOMs say, each library once."""
    found: dict[str, dict] = {}
    for path in components.boms().values():
        for entry in json.loads(path.read_text())["components"]:
            found.setdefault(entry["purl"], entry)
    return [found[purl] for purl in sorted(found)]


def _component(name: str, version: str, purl: str) -> dict:
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


@contextlib.contextmanager
def _files(docker: Docker, image: str) -> Iterator[Callable[[str], str | None]]:
    """Reads files of an image without running anything of it."""
    container = docker("create", "--network", "none", "--entrypoint", "java", image).stdout.decode().strip()

    def read(path: str) -> str | None:
        try:
            copied = docker("cp", "--follow-link", f"{container}:{path}", "-").stdout
        except subprocess.CalledProcessError:
            return None
        with tarfile.open(fileobj=io.BytesIO(copied)) as tar:
            return tar.extractfile(tar.next()).read().decode("utf-8", "replace")

    try:
        yield read
    finally:
        docker("rm", container)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: image_sbom.py IMAGE [FILE]")
    main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else FILE)
