"""`make test`: what is checked two at a time, and in which order."""

from __future__ import annotations

import sys

import pytest

import check_all
from check_all import CHECKS, Check, run


@pytest.fixture(autouse=True)
def logs(tmp_path, monkeypatch):
    monkeypatch.setattr(check_all, "LOGS", tmp_path)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_all_of_it_runs_whatever_fails_and_each_says_how_it_ended(capfd):
    checks = [
        Check("fails", python("print('the reason'); raise SystemExit(3)")),
        Check("is not there", ["no/such/program"]),
        Check("uses both", python("print('all the same')"), ("fails", "is not there")),
    ]
    codes = {ended.name: ended.code for ended in run(checks)}
    assert codes == {"fails": 3, "is not there": 127, "uses both": 0}
    said = capfd.readouterr().out
    assert "the reason" in said and "no/such/program" in said and "all the same" in said


def test_a_check_begins_when_what_it_uses_is_there(tmp_path):
    made = tmp_path / "made"
    checks = [
        Check("uses", python(f"open({str(made)!r})"), ("makes",)),
        Check("makes", python(f"import time; time.sleep(0.5); open({str(made)!r}, 'w')")),
        Check("another", python("pass")),
    ]
    assert [ended.code for ended in run(checks)] == [0, 0, 0]


def test_every_check_uses_checks_that_stand_before_it():
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    for place, check in enumerate(CHECKS):
        assert set(check.after) <= set(names[:place])
