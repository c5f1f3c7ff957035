"""The commands' jars: small, the same bytes from the same sources, started by every JDK that is here."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import sqlglot
from test_source_reading import problems

import describe
from stand_ins.layout import ROOT

MEGABYTE = 1_000_000
SMALL, WITH_DRIVER = 20 * MEGABYTE, 60 * MEGABYTE
DRIVER = "net/snowflake/client/api/driver/SnowflakeDriver.class"
NAMES = sorted(pom.parent.name for pom in ROOT.glob("tasks/*/pom.xml") if "task.main" in pom.read_text())
WANTED = (17, 25)


def jar(name: str, root: Path = ROOT) -> Path:
    path = root / "tasks" / name / "target" / f"{name}.jar"
    assert path.exists(), f"{path.relative_to(root)} is not built: make jars"
    return path


def jdks() -> dict[int, Path]:
    """Major version → java, one of each that this machine has."""
    homes = [Path(value) for key, value in sorted(os.environ.items()) if key.startswith("JAVA_HOME") and value]
    homes += sorted(Path("/usr/lib/jvm").glob("*")) + sorted(Path.home().glob(".sdkman/candidates/java/*"))
    found = [home / "bin" / "java" for home in homes] + [Path(shutil.which("java") or "java")]
    majors: dict[int, Path] = {}
    for java in found:
        if java.is_file():
            said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
            version = re.search(r'version "(\d+)', said)
            majors.setdefault(int(version.group(1)) if version else 0, java)
    return majors


JDKS = jdks()


def java(major: int) -> Path:
    if major not in JDKS:
        pytest.skip(f"no JDK {major} on this machine, only {sorted(JDKS)}")
    return JDKS[major]


@pytest.mark.parametrize("name", NAMES)
def test_a_jar_is_small_and_smaller_without_the_warehouses_driver(name):
    path = jar(name)
    with zipfile.ZipFile(path) as archive:
        limit = WITH_DRIVER if DRIVER in archive.namelist() else SMALL
    assert path.stat().st_size <= limit


@pytest.mark.parametrize("major", sorted({*WANTED, *(major for major in JDKS if major >= 17)}))
@pytest.mark.parametrize("name", NAMES)
def test_a_command_starts_without_a_flag(name, major):
    environment = {key: value for key, value in os.environ.items() if key != "JAVA_TOOL_OPTIONS"}
    command = [java(major), "-jar", jar(name), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"\d+\.\d+\.\d+", done.stdout)


@pytest.mark.parametrize("major", WANTED)
@pytest.mark.parametrize("log_format", ["human", "json"])
def test_what_a_command_says_is_utf_8_whatever_the_locale(major, log_format, tmp_path):
    file = tmp_path / "config.json"
    file.write_text('{"snowflake_role": "Prüfung", "postgres_port": "fünf"}', encoding="utf-8")
    for name in ("validate_config", "task00_preflight"):
        command = [java(major), "-jar", jar(name), "--config", file, "--log-format", log_format]
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, env={"PATH": os.environ["PATH"]})
        assert done.returncode == 2
        assert "fünf" in done.stdout.decode("utf-8"), name


@pytest.mark.parametrize("major", WANTED)
@pytest.mark.parametrize("language", [{}, {"LANG": "C.UTF-8"}], ids=["no LANG", "UTF-8"])
def test_a_variable_that_java_cannot_read_in_its_locale_is_told_and_never_used(major, language):
    environment = {"PATH": os.environ["PATH"], "POSTGRES_PASSWORD": "pässwört", **language}
    command = [java(major), "-jar", jar("validate_config")]
    said = subprocess.run(command, capture_output=True, env=environment).stdout.decode("utf-8")
    told = "POSTGRES_PASSWORD (environment): the value has letters that Java cannot read in this locale; set LANG"
    assert (told in said) == (not language), said


def test_the_params_of_the_dags_are_those_that_the_commands_describe():
    assert describe.FILE.read_text(encoding="utf-8") == describe.written(), "make parameters"


def test_the_same_sources_give_the_same_bytes_in_another_folder(tmp_path):
    one = build(tmp_path / "one")
    if differing(ROOT, one):  # the jars of this folder may be older than its sources: only a second build can tell
        two = build(tmp_path / "two")
        found = differing(one, two)
        assert not found, "; ".join(f"{name}: {difference(jar(name, one), jar(name, two))}" for name in found)


def build(folder: Path) -> Path:
    for name in (".mvn", "sql", "tasks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("target", "test"))
    for name in ("pom.xml", "mvnw"):
        shutil.copy2(ROOT / name, folder / name)
    skip = ["-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "-Dmdep.analyze.skip=true", "-Denforcer.skip=true"]
    command = ["./mvnw", "-q", "-B", "-ntp", "package", "-pl", "!tasks/acceptance", *skip]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    return folder


def differing(one: Path, other: Path) -> list[str]:
    return [name for name in NAMES if digest(jar(name, one)) != digest(jar(name, other))]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def difference(one: Path, other: Path) -> str:
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        a, b = ({entry.filename: entry.CRC for entry in each.infolist()} for each in (first, second))
    names = sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))
    return f"{names[:5]} differ" if names else "only the order or the times of the entries differ"


FULL_HEAP = """
public class Fill {
  public static void main(String[] args) {
    var kept = new java.util.ArrayList<byte[]>();
    while (true) {
      kept.add(new byte[1 << 20]);
    }
  }
}
"""


def java_flags() -> set[tuple[str, ...]]:
    """The flags of the task definitions, without the size of the heap."""
    definitions = (ROOT / "deploy/aws/tasks").glob("*.json")
    entry_points = [json.loads(path.read_text())["containerDefinitions"][0]["entryPoint"] for path in definitions]
    return {tuple(word for word in words if word.startswith("-XX")) for words in entry_points}


@pytest.mark.parametrize("major", WANTED)
@pytest.mark.parametrize("flags", sorted(java_flags()), ids=len)
def test_a_heap_that_is_full_ends_a_task_as_failed_never_as_locked(flags, major, tmp_path):
    (tmp_path / "Fill.java").write_text(FULL_HEAP)
    ended = subprocess.run(
        [java(major), *flags, "-Xmx48m", tmp_path / "Fill.java"], cwd=tmp_path, capture_output=True, text=True
    )
    assert "OutOfMemoryError: Java heap space" in ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["Fill.java"], "no dump of what was in memory"


@pytest.mark.parametrize("name", ["task02_00_conflict_update", "task02_01_inservice_conflict"])
def test_the_printed_statements_read_the_source_as_they_must(name):
    """As the commands themselves fill them in; the files are looked at by test_source_reading.py."""
    printed = subprocess.run(
        ["java", "-jar", jar(name), "--print-sql"], capture_output=True, text=True, check=True
    ).stdout
    statements = [each for each in sqlglot.parse(printed, dialect="snowflake") if each is not None]
    assert len(statements) > 5
    said = problems([(str(number), statement) for number, statement in enumerate(statements)])
    assert [each for found in said.values() for each in found] == []
