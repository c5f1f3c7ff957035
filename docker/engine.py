"""A Docker engine for the tests: the one that answers, else Debian's own, unpacked below .local and started here."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".local" / "docker"
PACKAGES = ("docker.io", "containerd", "runc", "debootstrap")
# No network of its own: the tests' containers use this machine's or none, and no rule of its firewall changes.
WITHOUT_NETWORK = ("--iptables=false", "--ip6tables=false", "--ip-forward=false", "--bridge=none")
DRIVERS = ("overlay2", "vfs")  # the second one works on every file system


class NoEngine(Exception):
    """Why there is no engine here."""


class Docker:
    """The docker program of one engine."""

    def __init__(self, program: str, environment: dict[str, str]):
        self.program, self.environment = program, {**os.environ, **environment}

    def __call__(self, *words: str, check: bool = True, **options) -> subprocess.CompletedProcess:
        options = {"capture_output": True, "text": True, "timeout": 900, **options}
        done = subprocess.run([self.program, *words], env=self.environment, **options)
        if check and done.returncode:
            raise AssertionError(f"docker {' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def inspect(self, name: str) -> dict:
        return json.loads(self("inspect", name).stdout)[0]

    def answers(self) -> bool:
        return self("version", "--format", "{{.Server.Version}}", check=False).returncode == 0


@contextlib.contextmanager
def engine() -> Iterator[Docker]:
    """The engine of this machine or one that lives as long as the block; NoEngine where neither can be had."""
    found = shutil.which("docker")
    if found and Docker(found, {}).answers():
        yield Docker(found, {})
        return
    if sys.platform != "linux" or os.geteuid() != 0:
        raise NoEngine("no Docker engine answers here, and only root on Linux can start one")
    unpack()
    for driver in DRIVERS:
        docker, daemon = _start(driver)
        if docker:
            try:
                yield docker
            finally:
                _end(daemon)
            return
    raise NoEngine(f"dockerd does not start here; its log: {HOME / 'dockerd.log'}")


def unpack() -> None:
    """Downloads Debian's packages of the engine and of debootstrap and unpacks them; nothing is installed."""
    if (HOME / "usr/sbin/dockerd").exists() and (HOME / "usr/sbin/debootstrap").exists():
        return
    if not shutil.which("apt-get"):
        raise NoEngine("no Docker engine answers here, and only on Debian the tests can fetch one")
    packages = HOME / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["apt-get", "download", *PACKAGES], cwd=packages, capture_output=True, text=True)
    if done.returncode:
        raise NoEngine(f"apt-get cannot download {', '.join(PACKAGES)} (are its lists there? apt-get update)")
    for package in packages.glob("*.deb"):
        subprocess.run(["dpkg-deb", "-x", package.name, str(HOME)], cwd=packages, check=True)
    shutil.rmtree(packages)


def environment() -> dict[str, str]:
    """Where the unpacked programs find each other."""
    folders = [str(HOME / "usr/bin"), str(HOME / "usr/sbin"), os.environ["PATH"]]
    return {**os.environ, "PATH": os.pathsep.join(folders), "DEBOOTSTRAP_DIR": str(HOME / "usr/share/debootstrap")}


def _start(driver: str) -> tuple[Docker | None, subprocess.Popen]:
    run = Path("/run") / f"conflict-management-docker-{os.getpid()}"  # sockets have short paths
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir(mode=0o700)
    address = f"unix://{run}/docker.sock"
    command = [str(HOME / "usr/sbin/dockerd"), "--host", address, "--pidfile", str(run / "docker.pid")]
    command += ["--data-root", str(HOME / f"data-{driver}"), "--exec-root", str(run / "exec")]
    command += ["--storage-driver", driver, *WITHOUT_NETWORK]
    log = (HOME / "dockerd.log").open("wb")
    daemon = subprocess.Popen(
        command, env=environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
    )
    docker = Docker(str(HOME / "usr/bin/docker"), {"DOCKER_HOST": address, "DOCKER_BUILDKIT": "1"})
    for _ in range(120):
        if daemon.poll() is not None:
            return None, daemon
        if docker.answers():
            return docker, daemon
        time.sleep(0.5)
    _end(daemon)
    return None, daemon


def _end(daemon: subprocess.Popen) -> None:
    """The engine ends its containerd and what runs in it."""
    daemon.send_signal(signal.SIGTERM)
    try:
        daemon.wait(60)
    except subprocess.TimeoutExpired:
        daemon.kill()
        daemon.wait()
    shutil.rmtree(Path("/run") / f"conflict-management-docker-{os.getpid()}", ignore_errors=True)
