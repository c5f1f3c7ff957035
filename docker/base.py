"""Base images for where nothing can be pulled: Debian by debootstrap, and the same with this machine's JDK."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from pathlib import Path

from engine import HOME, Docker, NoEngine, environment

RELEASE = "bookworm"
RUNS, BUILDS = "conflict-management-base:local", "conflict-management-jdk:local"
# What Debian's own slim images leave out.
LEFT_OUT = (
    "usr/share/doc",
    "usr/share/man",
    "usr/share/locale",
    "usr/share/info",
    "var/cache/apt",
    "var/lib/apt/lists",
)
JDK_IN_THE_IMAGE = "/opt/jdk"


def bases(docker: Docker) -> tuple[str, str]:
    """The images to run on and to build with."""
    tar = HOME / f"{RELEASE}.tar"
    if not tar.exists():
        _debootstrap(tar)
    if docker("image", "inspect", RUNS, check=False).returncode:
        docker("import", str(tar), RUNS)
    home = jdk()
    if docker("image", "inspect", BUILDS, check=False).returncode:
        with_jdk = HOME / "jdk.tar"
        shutil.copyfile(tar, with_jdk)
        with tarfile.open(with_jdk, "a", dereference=True) as out:  # Debian's JDK has links to /etc
            for file in sorted(home.rglob("*")):
                if file.is_file() and file.suffix != ".jsa":  # and some of its links lead nowhere
                    out.add(file, f"{JDK_IN_THE_IMAGE}/{file.relative_to(home)}")
        docker("import", "--change", f"ENV JAVA_HOME={JDK_IN_THE_IMAGE}", str(with_jdk), BUILDS)
        with_jdk.unlink()
    return RUNS, BUILDS


def jdk() -> Path:
    """IMAGE_JDK, JAVA_HOME or where javac is."""
    named = os.environ.get("IMAGE_JDK") or os.environ.get("JAVA_HOME")
    javac = Path(named) / "bin/javac" if named else Path(shutil.which("javac") or "javac")
    if not javac.exists():
        raise NoEngine("the image's Java is made from a JDK, and none is here (JAVA_HOME)")
    return javac.resolve().parents[1]


def _debootstrap(tar: Path) -> None:
    folder = HOME / RELEASE
    shutil.rmtree(folder, ignore_errors=True)
    command = [str(HOME / "usr/sbin/debootstrap"), "--variant=minbase", "--include=ca-certificates", RELEASE]
    log = HOME / "debootstrap.log"
    with log.open("wb") as out:
        done = subprocess.run([*command, str(folder)], env=environment(), stdout=out, stderr=subprocess.STDOUT)
    if done.returncode:
        raise NoEngine(f"debootstrap cannot make a base here; its log: {log}")
    excluded = [f"--exclude=./{name}/*" for name in LEFT_OUT]
    part = tar.with_suffix(".part")
    subprocess.run(["tar", "-C", str(folder), "--one-file-system", *excluded, "-cf", str(part), "."], check=True)
    part.rename(tar)
    shutil.rmtree(folder)
