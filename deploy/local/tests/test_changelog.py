"""Tests that the changelog asks for every migration."""

from __future__ import annotations

import re

from stand_ins.layout import ROOT


def test_the_changelog_asks_for_every_migration():
    told = set(re.findall(r"\bV\d+\b", (ROOT / "docs" / "changelog.md").read_text()))
    made = {path.name.partition("__")[0] for path in (ROOT / "sql" / "schema" / "owned").glob("V*.sql")}
    assert made and told == made
