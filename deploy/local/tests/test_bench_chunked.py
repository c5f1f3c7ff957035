"""The tables of the bench of chunks: each figure is the one that was measured, each goal judged by it."""

from __future__ import annotations

from bench.chunked_report import Form, Measured, report
from bench.table import put_into

COUNTS = {"chunks": 25, "updated": 1_500, "repaired": 0, "unchanged": 48_000, "marked": 500}


def measured(rows: int, seconds: float) -> Measured:
    forms = [
        Form("5 workers", 5, 25, 1.5, seconds, 3 * seconds, 150.0, COUNTS),
        Form("in one go", 1, None, None, 2 * seconds, None, 600.0, COUNTS),
        Form("1 worker", 1, 25, 1.5, 3 * seconds, 3 * seconds, 150.0, COUNTS),
    ]
    return Measured(rows, {"INSERT ... SELECT": 40_000.0}, forms, "16.0")


def cells(lines: list[str], begin: str) -> list[str]:
    line = next(each for each in lines if each.startswith(f"| {begin}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_form_stands_beside_the_old_system_scaled_to_as_many_rows():
    lines = report([measured(100_000, 10.0)])
    assert cells(lines, "5 workers ")[1:] == [
        *("25", "1.5", "10.0", "10,000", "3,333", "720.0", "72.0", "150.0"),
        "1,500 updated, 48,000 unchanged, 500 marked",
    ]
    assert cells(lines, "1 worker ")[6:8] == ["2,160", "72.0"]  # one did all of it in one go
    assert cells(lines, "in one go ")[1:8] == ["", "", "20.0", "5,000", "", "2,160", "108.0"]


def test_the_goals_are_judged_by_what_was_measured():
    lines = report([measured(50_000, 6.0), measured(1_000_000, 160.0)])
    assert cells(lines, "5 workers: 50 times as fast")[1:] == ["50,000", "60.0 times", "yes"]
    assert [each for each in lines if "45.0 times" in each and "| no" in each]
    assert cells(lines, "peak memory 512 MB")[2:] == ["600 MB", "no"]
    assert cells(lines, "5 workers: rows a second")[2:] == ["8,333 and 6,250: 75%", "no"]


def test_figures_go_between_their_own_marks(tmp_path):
    file = tmp_path / "benchmarks.md"
    file.write_text("<!-- figures -->\na\n<!-- end of figures -->\n<!-- more -->\nold\n<!-- end of more -->\nend\n")
    put_into(file, ["new"], "more")
    assert file.read_text() == (
        "<!-- figures -->\na\n<!-- end of figures -->\n<!-- more -->\nnew\n<!-- end of more -->\nend\n"
    )
