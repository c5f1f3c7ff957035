"""What the image has besides the commands: the archive of classes, the certificates of RDS."""

from __future__ import annotations

import datetime
import os
import re
import subprocess

import pytest
from cryptography import x509

from conftest import AWS

JAVA = """#!/bin/sh
for word; do
    case $word in
    -XX:DumpLoadedClassList=*/s3) {of_s3} ;;
    -XX:DumpLoadedClassList=*) echo java/lang/Object > "${{word#*=}}" ;;
    *) continue ;;
    esac
    echo "no such class"
    exit 1
done
case "$*" in *-jar*) echo task_01 run_lock ;; esac
"""


SAID = "archive.sh: task_01 noted no class that it read when it started; it said:\nno such class\n"


@pytest.mark.parametrize(
    ("of_s3", "code", "said"),
    [('echo java/lang/Object > "${word#*=}"', 0, ""), (":", 1, SAID), (': > "${word#*=}"', 1, SAID)],
)
def test_a_command_that_notes_no_class_fails_the_build(tmp_path, of_s3, code, said):
    commands = tmp_path / "opt" / "conflict-management"
    commands.mkdir(parents=True)
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "classes.txt").write_text("# more\n@lambda\njava/lang/String\n")
    java = tmp_path / "java"
    java.write_text(JAVA.format(of_s3=of_s3))
    java.chmod(0o755)
    script = (AWS.parents[1] / "docker" / "archive.sh").read_text()
    moved = re.sub(r"/(opt|tmp)/", lambda found: f"{tmp_path}/{found[1]}/", script)
    done = subprocess.run(
        ["/bin/sh", "-eu", "-c", moved],
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (code, said)


def test_the_authorities_of_rds_are_in_the_image_each_valid_for_years():
    root = AWS.parents[1]
    found = x509.load_pem_x509_certificates((root / "docker" / "rds-bundle.pem").read_bytes())
    assert len(found) == 81  # three kinds of keys in each of 27 regions
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=3650)
    for each in found:
        each.verify_directly_issued_by(each)
        assert "Amazon RDS" in each.subject.rfc4514_string()
        assert each.not_valid_after_utc > soon
    assert (
        "\nCOPY docker/rds-bundle.pem /opt/conflict-management/rds-bundle.pem\n"
        in (root / "docker" / "Dockerfile").read_text()
    )
    assert "\n!docker/rds-bundle.pem\n" in (root / ".dockerignore").read_text()
