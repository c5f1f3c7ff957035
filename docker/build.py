#!/usr/bin/env python3
"""Builds the image: the commands, each library once, then docker build.

    python3 docker/build.py [--jars-only | --version] [any option of docker build: --tag, --label ...]

Without --tag the image is conflict-management:<version of pom.xml>. Another base: --build-arg BASE_IMAGE=...; another
JDK to make its Java from: --build-arg JDK_IMAGE=.... Nothing is pushed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import shared_jar

ROOT = Path(__file__).resolve().parents[1]
MADE = ROOT / "docker" / "target"
NAME = "conflict-management"
# Formatting, unused dependencies and so on are for the build that tests (make test).
WITHOUT_GATES = ["-DskipTests", "-Dspotless.check.skip=true", "-Dmdep.analyze.skip=true"]


def main(options: list[str]) -> None:
    if options == ["--version"]:
        print(version())
        return
    jars()
    if options == ["--jars-only"]:
        return
    docker = shutil.which("docker") or sys.exit("docker is not on this machine; it is needed to build the image.")
    sys.exit(subprocess.run([docker, *command(options)], cwd=ROOT).returncode)


def command(options: list[str]) -> list[str]:
    """What docker is called with: ours first, so that the caller's options win."""
    values = {"VERSION": version(), "REVISION": _revision(), "CREATED": created(), "SOURCE": _source()}
    arguments = [word for name, value in values.items() for word in ("--build-arg", f"{name}={value}")]
    tagged = any(option in ("-t", "--tag") or option.startswith("--tag=") for option in options)
    tag = [] if tagged else ["--tag", f"{NAME}:{version()}"]
    return ["build", "--file", "docker/Dockerfile", *arguments, *tag, *options, "."]


def jars() -> None:
    """docker/target: commands, libraries, our own, the jar over all; with times that do not depend on the build."""
    shutil.rmtree(MADE, ignore_errors=True)
    maven = str(ROOT / ("mvnw.cmd" if os.name == "nt" else "mvnw"))
    build = [maven, "-B", "-q", "-ntp", "-Pimage", "package", "-pl", "!tasks/acceptance", *WITHOUT_GATES]
    if subprocess.run(build, cwd=ROOT).returncode:
        sys.exit("The jars could not be built; Maven's own words are above.")
    _check()
    shared = MADE / "shared"
    shared.mkdir()
    (shared / "commands.txt").write_text(listing(), encoding="utf-8", newline="\n")
    shared_jar.write(shared / "commands.jar", MADE)
    (MADE / "classes.txt").write_text(shared_jar.classes(MADE), encoding="utf-8", newline="\n")
    made_at = datetime.fromisoformat(created().replace("Z", "+00:00")).timestamp()
    for path in (MADE, *MADE.rglob("*")):  # else every build would be another layer
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (made_at, made_at))


def commands() -> list[str]:
    return sorted(pom.parent.name for pom in ROOT.glob("tasks/*/pom.xml") if "<task.main>" in _text(pom))


def listing() -> str:
    """What the image prints when it is run without a command."""
    lines = [f"Conflict management {version()}. Run one of these, e.g.", ""]
    lines += [f"    java -jar /opt/{NAME}/validate_config.jar --help", ""]
    for name in commands():
        about = re.search(r"<description>([^<]*)</description>", _text(ROOT / "tasks" / name / "pom.xml"))
        lines.append(f"{name:<30}{' '.join(about[1].split()) if about else ''}".rstrip())
    return "\n".join(lines) + "\n"


def version() -> str:
    return re.search(r"<version>([^<]+)</version>", _text(ROOT / "pom.xml"))[1]


def created() -> str:
    """The time that stands in the jars, too: the same sources give the same layers."""
    return re.search(r"<project.build.outputTimestamp>([^<]+)<", _text(ROOT / "pom.xml"))[1]


def _check() -> None:
    """Every command has its jar."""
    missing = [name for name in commands() if not (MADE / "commands" / f"{name}.jar").exists()]
    if missing:
        sys.exit(f"Maven built no jar of {', '.join(missing)}: is the module in tasks/pom.xml?")


def _revision() -> str:
    return _git("rev-parse", "HEAD") or "unknown"


def _source() -> str:
    """Where the sources are kept, without a user or password that may stand in the address."""
    address = _git("config", "--get", "remote.origin.url")
    return re.sub(r"//[^/@]*@", "//", address) if "@" in address or "://" in address else "unknown"


def _git(*words: str) -> str:
    git = shutil.which("git")
    done = subprocess.run([git, *words], cwd=ROOT, capture_output=True, text=True) if git else None
    return done.stdout.strip() if done and done.returncode == 0 else ""


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
