"""The image as ECS runs it: its own entry points, no right but in /tmp, and a signal to process 1 (make test-image).

Needs a Docker engine: the one that answers, else Debian's is fetched and started (as root). Without either the
tests are skipped and say why. What the image holds is made before: python3 docker/build.py --jars-only.
"""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import threading
import uuid
from pathlib import Path

import pytest

import base
import build
import engine
import image_sbom

ROOT = build.ROOT
IMAGE = "conflict-management:test"
LARGEST = 350_000_000
DEFINITIONS = {file.stem: json.loads(file.read_text()) for file in sorted(ROOT.glob("deploy/aws/tasks/*.json"))}
COMPLETE = {
    "ENVIRONMENT": "dev",
    "POSTGRES_HOST": "127.0.0.1",
    "POSTGRES_USER": "pipeline",
    "POSTGRES_PASSWORD": "not-a-secret",
    "SNOWFLAKE_URL": "jdbc:snowflake://127.0.0.1:9/?ssl=off",
    "SNOWFLAKE_ACCOUNT": "account",
    "SNOWFLAKE_USER": "pipeline",
    "SNOWFLAKE_PASSWORD": "not-a-secret",
    "SNOWFLAKE_WAREHOUSE": "warehouse",
    "SNOWFLAKE_DISABLE_MINICORE": "true",
    "RUN_LOCATION": "/tmp/run",
}


@pytest.fixture(scope="session")
def docker():
    try:
        with engine.engine() as found:
            yield found
    except engine.NoEngine as reason:
        pytest.skip(f"the image is not tested: {reason}")


@pytest.fixture(scope="session")
def image(docker):
    """Built from bases that are made here, without the network."""
    if not (build.MADE / "shared" / "commands.jar").exists():
        pytest.fail("docker/target is not there: python3 docker/build.py --jars-only")
    try:
        runs, builds = base.bases(docker)
    except engine.NoEngine as reason:
        pytest.skip(f"the image is not tested: {reason}")
    arguments = ["--build-arg", f"BASE_IMAGE={runs}", "--build-arg", f"JDK_IMAGE={builds}"]
    docker(*build.command(["--network", "none", *arguments, "--tag", IMAGE]), cwd=ROOT)
    return docker.inspect(IMAGE)


class Ran:
    """A container with the rights and volumes that its task definition gives it; taken away at the end."""

    def __init__(self, docker, task: str, environment: dict[str, str], *more: str, network: str = "none"):
        self.docker, self.task, self.name = docker, task, f"conflict-management-test-{uuid.uuid4().hex[:8]}"
        container = DEFINITIONS[task]["containerDefinitions"][0]
        program, *arguments = container["entryPoint"]
        start = ["run", "--detach", "--name", self.name, "--network", network, *rights(container)]
        start += [word for name, value in environment.items() for word in ("--env", f"{name}={value}")]
        docker(*start, "--entrypoint", program, IMAGE, *arguments, *more)

    def __enter__(self) -> Ran:
        return self

    def __exit__(self, *_) -> None:
        self.docker("rm", "--force", "--volumes", self.name)

    def code(self) -> int:
        return int(self.docker("wait", self.name, timeout=300).stdout)

    def said(self) -> str:
        done = self.docker("logs", self.name)
        return done.stdout + done.stderr

    def result(self, folder: Path) -> dict:
        """The result document, which the task wrote into its volume."""
        self.docker("cp", f"{self.name}:{COMPLETE['RUN_LOCATION']}/{self.task}.json", str(folder))
        return json.loads((folder / f"{self.task}.json").read_text())


def rights(container: dict) -> list[str]:
    """What ECS makes of a container's definition. A volume is new and gets its mode from the image, as on Fargate."""
    options = ["--read-only"] if container["readonlyRootFilesystem"] else []
    options += ["--user", container["user"]]
    for capability in container["linuxParameters"]["capabilities"]["drop"]:
        options += ["--cap-drop", capability]
    for mounted in container["mountPoints"]:
        options += ["--volume", mounted["containerPath"]]
    return options


@contextlib.contextmanager
def silent_server():
    """Takes connections and never says a word; yields its port and the event of the first connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        connected, kept = threading.Event(), []

        def take() -> None:
            with contextlib.suppress(OSError):
                while True:
                    kept.append(server.accept()[0])
                    connected.set()

        threading.Thread(target=take, daemon=True).start()
        yield server.getsockname()[1], connected
        server.shutdown(socket.SHUT_RDWR)
        for connection in kept:
            connection.close()


@pytest.mark.parametrize("task", DEFINITIONS)
def test_the_entry_point_of_every_task_definition_starts(docker, image, task):
    assert image
    with Ran(docker, task, {}, "--version") as ran:
        assert ran.code() == 0, ran.said()
        command = task.removesuffix("_without_warehouse")
        assert ran.said().strip() == f"{command} {build.version()}"  # and no word of Java's


def test_a_good_end_and_wrong_usage_come_out_as_exit_codes(docker, image):
    assert image
    with Ran(docker, "validate_config", COMPLETE) as ran:
        assert ran.code() == 0, ran.said()
    with Ran(docker, "validate_config", COMPLETE, "--lookback-hours=many") as ran:
        assert ran.code() == 2, ran.said()
        assert "LOOKBACK_HOURS" in ran.said() or "--lookback-hours" in ran.said()


def test_letters_of_any_language_arrive_in_a_variable_and_in_the_log(docker, image):
    assert image
    with Ran(docker, "validate_config", {**COMPLETE, "EMAIL_SUBJECT_PREFIX": "[Prüfung]"}) as ran:
        assert ran.code() == 0, ran.said()
        assert "[Prüfung]" in ran.said()


@pytest.mark.parametrize(
    ("host", "warns"), [("db.abc123.us-east-1.rds.amazonaws.com", False), ("db.example.org", True)]
)
def test_a_host_of_rds_has_its_certificates_without_a_word_and_another_host_is_told_of_javas(
    docker, image, host, warns
):
    assert image
    verifying = {**COMPLETE, "POSTGRES_HOST": host, "POSTGRES_SSLMODE": "verify-full"}
    with Ran(docker, "validate_config", verifying) as ran:
        assert ran.code() == 0, ran.said()
        assert ("POSTGRES_SSLROOTCERT is not set" in ran.said()) == warns


def test_a_failure_comes_out_with_its_result_document_from_a_read_only_file_system(docker, image, tmp_path):
    assert image
    with Ran(docker, "task00_preflight", {**COMPLETE, "POSTGRES_PORT": "9"}) as ran:
        assert ran.code() == 1, ran.said()
        document = ran.result(tmp_path)
    assert (document["status"], document["exit_code"]) == ("failed", 1)


def test_java_is_process_one_and_hears_sigterm(docker, image, tmp_path):
    assert image
    with silent_server() as (port, connected):
        waiting = {**COMPLETE, "POSTGRES_PORT": str(port), "POSTGRES_SSLMODE": "disable"}
        with Ran(docker, "task00_preflight", waiting, network="host") as ran:
            assert connected.wait(120), ran.said()
            first = docker("exec", ran.name, "cat", "/proc/1/cmdline").stdout.split("\0")
            ids = docker("exec", ran.name, "cat", "/proc/1/status").stdout.splitlines()
            docker("stop", "--time", "30", ran.name)  # SIGKILL after that would be 137
            assert ran.code() == 143, ran.said()
            document = ran.result(tmp_path)
    assert first[0].rpartition("/")[2] == "java"
    assert {line for line in ids if line.startswith(("Uid:", "Gid:"))} == {
        "Uid:\t10001\t10001\t10001\t10001",
        "Gid:\t10001\t10001\t10001\t10001",
    }
    assert (document["status"], document["exit_code"]) == ("interrupted", 143)


def test_nothing_can_be_written_but_below_tmp(docker, image):
    assert image
    script = "touch /tmp/here && ! touch /opt/conflict-management/x && ! touch /var/x && ! touch /x"
    docker("run", "--rm", "--network", "none", "--entrypoint", "/bin/sh", IMAGE, "-c", script)


def test_tmp_is_a_volume_that_every_definition_mounts(image):
    assert list(image["Config"]["Volumes"]) == ["/tmp"]
    for task, definition in DEFINITIONS.items():
        container = definition["containerDefinitions"][0]
        assert [mounted["containerPath"] for mounted in container["mountPoints"]] == ["/tmp"], task


def test_without_a_command_it_lists_the_commands(docker, image):
    assert image
    said = docker("run", "--rm", "--network", "none", IMAGE).stdout
    listed = {line.split()[0] for line in said.splitlines() if line.strip()}
    assert set(build.commands()) <= listed


def test_it_is_small_and_says_what_it_is(image):
    assert image["Size"] <= LARGEST
    settings = image["Config"]
    labels = settings["Labels"]
    assert labels["org.opencontainers.image.version"] == build.version()
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    assert labels["org.opencontainers.image.revision"] == revision
    assert labels["org.opencontainers.image.source"]
    assert settings["User"] == "10001:10001"
    assert not settings.get("Entrypoint")  # the task definition's
    assert not settings.get("Healthcheck")  # a task ends
    assert not settings.get("ExposedPorts")


def test_it_holds_the_commands_and_their_libraries_and_no_secret(docker, image):
    assert {entry.partition("=")[0] for entry in image["Config"]["Env"]} == {"PATH", "JAVA_HOME", "LANG"}
    history = docker("history", "--no-trunc", "--format", "{{.CreatedBy}}", IMAGE).stdout
    for word in ("password", "private_key", "aws_secret", "token", "not-a-secret"):
        assert word not in history.lower()
    folder = "/opt/conflict-management"
    find = ["run", "--rm", "--network", "none", IMAGE, "find", folder, "-type"]
    listed = docker(*find, "f").stdout
    files = {Path(line).relative_to(folder) for line in listed.splitlines()}
    jars = {f"{name}.jar" for name in build.commands()}
    assert {file.name for file in files if len(file.parts) == 1} == {"commands.txt", "commands.jar", "rds-bundle.pem"}
    assert {file.name for file in files if file.parts[0] == "commands"} == jars
    rest = {file for file in files if len(file.parts) > 1 and file.parts[0] != "commands"}
    assert {(file.parent.name, file.suffix) for file in rest} == {("lib", ".jar")}
    links = docker(
        "run", "--rm", "--network", "none", IMAGE, "find", folder, "-type", "l", "-printf", "%f %l\\n"
    ).stdout
    assert set(links.splitlines()) == {f"{jar} commands.jar" for jar in jars}


@pytest.mark.parametrize("command", ["run_lock", "process_task02_chunk"])
def test_a_command_starts_from_the_archive_and_without_the_warehouse_s_driver(docker, image, command):
    assert image
    variables = [word for name, value in COMPLETE.items() for word in ("--env", f"{name}={value}")]
    start = ["run", "--rm", "--network", "none", *variables, IMAGE, "java", "-XX:+UseSerialGC", "-Xlog:class+load"]
    said = docker(*start, "-jar", f"/opt/conflict-management/{command}.jar", "show", check=False).stdout
    loaded = [line.partition("] ")[2].split(" source: ") for line in said.splitlines() if " source: " in line]
    ours = {name: source for name, source in loaded if name.startswith("care.conflict.") and "$$" not in name}
    assert "care.conflict.runtime.TaskRunner" in ours
    assert set(ours.values()) == {"shared objects file"}, ours
    assert not [name for name, _ in loaded if name.startswith(("net.snowflake.", "org.bouncycastle."))]


def test_a_library_is_there_once_in_one_version(docker, image):
    assert image
    listed = docker("run", "--rm", "--network", "none", IMAGE, "ls", "/opt/conflict-management/lib").stdout.split()
    names = [jar.rpartition("-")[0] for jar in listed if not jar.startswith(("guava", "listenablefuture"))]
    assert sorted(names) == sorted(set(names))


def test_a_new_version_pushes_only_what_changed(docker, image):  # noqa: ARG001 (built before)
    """All that our own code changes is in the layers after the libraries."""
    listed = docker("history", "--no-trunc", "--human=false", "--format", "{{.Size}}\t{{.CreatedBy}}", IMAGE).stdout
    layers = [(int(size), made_by) for size, _, made_by in (line.partition("\t") for line in listed.splitlines())]
    first = next(at for at, (_, made_by) in enumerate(layers) if "docker/target/libraries" in made_by)
    after = layers[:first]
    archive = sum(size for size, made_by in after if "classes.jsa" in made_by)
    assert 0 < archive < 75_000_000  # compressed a fourth of it
    assert sum(size for size, _ in after) - archive < 5_000_000


def test_its_sbom_names_the_system_java_and_exactly_the_libraries_that_are_in_it(docker, image):
    assert image

    def run(*words: str) -> subprocess.CompletedProcess:
        return subprocess.run([docker.program, *words], env=docker.environment, capture_output=True, check=True)

    listed = image_sbom.sbom(run, IMAGE)["components"]
    purls = {entry["purl"].partition("?")[0] for entry in listed}
    assert any(purl.startswith("pkg:deb/debian/libc6@") for purl in purls)
    assert any(purl.startswith("pkg:generic/openjdk@") and not purl.endswith("@unknown") for purl in purls)
    jars = {f"{entry['name']}-{entry['version']}.jar" for entry in listed if entry["purl"].startswith("pkg:maven/")}
    there = docker("run", "--rm", "--network", "none", IMAGE, "ls", "/opt/conflict-management/lib").stdout.split()
    assert jars == set(there)
