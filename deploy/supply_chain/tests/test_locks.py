"""Every Python requirement is pinned with the hashes of its files, and Maven takes exact versions alone."""

import re

import pytest

import components
import pin

FILES = sorted(components.REQUIREMENTS.glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_requirement_is_pinned_and_has_hashes(file):
    assert pin.unlocked(file.read_text()) == [], f"python3 deploy/local/pin.py {file.stem}"


def test_a_requirement_without_a_hash_or_an_exact_version_is_found():
    text = "a==1.0 \\\n    --hash=sha256:00\nb==1.0\nc>=2 \\\n    --hash=sha256:00\n"
    assert pin.unlocked(text) == ["b==1.0", "c>=2"]


def test_mavens_dependencies_and_plugins_have_exact_versions():
    for pom in [components.ROOT / "pom.xml", *components.ROOT.glob("*/**/pom.xml")]:
        for version in re.findall(r"<(?:[\w.-]*\.)?version>([^<]+)</", pom.read_text()):
            assert not re.search(r"[\[(,]|LATEST|RELEASE|SNAPSHOT", version) or version == "[17,)", f"{pom}: {version}"
