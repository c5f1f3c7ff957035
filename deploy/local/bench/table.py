"""Tables that read well on a terminal and are Markdown at the same time."""

from __future__ import annotations

from pathlib import Path

Cell = str | int | float | None


def table(head: list[str], rows: list[list[Cell]]) -> list[str]:
    """One line each: names to the left, numbers to the right."""
    texts = [head, *([_text(cell) for cell in row] for row in rows)]
    widths = [max(3, *(len(row[n]) for row in texts)) for n in range(len(head))]
    right = [n > 0 and all(not isinstance(row[n], str) for row in rows) for n in range(len(head))]
    lines = [_line(row, widths, right) for row in texts]
    rule = "| " + " | ".join("-" * (w - 1) + ":" if r else "-" * w for w, r in zip(widths, right, strict=True)) + " |"
    return [lines[0], rule, *lines[1:]]


def ratio(before: float, ours: float) -> float | None:
    """How many times as fast; None where nothing was recorded."""
    return before / max(ours, 0.001) if before else None


def put_into(file: Path, lines: list[str], mark: str = "figures") -> None:
    """Replaces what stands between the two marks of a file; one without them gets the lines alone."""
    start, end_mark = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    head, begin, rest = old.partition(start)
    _, end, tail = rest.partition(end_mark)
    text = "\n".join(lines).strip() + "\n"
    file.write_text(f"{head}{start}\n{text}{end_mark}{tail}" if begin and end else text, encoding="utf-8")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:.1f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _line(row: list[str], widths: list[int], right: list[bool]) -> str:
    cells = [text.rjust(w) if r else text.ljust(w) for text, w, r in zip(row, widths, right, strict=True)]
    return "| " + " | ".join(cells) + " |"
