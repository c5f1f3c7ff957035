"""What a run came to, in the words of its report."""

from __future__ import annotations

import re
from pathlib import Path

ON_THE_PAGE = ("Tasks", "Parameters in force")  # long, and a page is where to read them
SECTION = re.compile(r"\n\n(?=[^\n]+\n-+\n)")


def result_in_words(folder: Path) -> list[str]:
    """The text of the report without its longest tables; nothing of a run that has none."""
    report = folder / "report.txt"
    if not report.exists():
        return []
    head, *sections = SECTION.split(report.read_text().rstrip())
    shown = [section for section in sections if section.splitlines()[0] not in ON_THE_PAGE]
    return "\n\n".join([head, *shown]).splitlines()
