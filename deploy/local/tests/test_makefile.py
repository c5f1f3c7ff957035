"""What `make help` lists is done whatever lies in the folder of that name."""

from __future__ import annotations

import re
import subprocess

import pytest

from stand_ins.layout import ROOT

LISTED = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("target", LISTED)
def test_what_is_listed_is_never_up_to_date_because_a_folder_has_its_name(target, tmp_path):
    (tmp_path / "Makefile").write_text((ROOT / "Makefile").read_text())
    (tmp_path / target).mkdir()
    said = subprocess.run(["make", "-n", target], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert f"'{target}' is up to date" not in said.stdout + said.stderr
