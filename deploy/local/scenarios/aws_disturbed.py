"""What can happen to AWS while a run is under way: its answers are refused, lack a task, or come late."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from typing import Any

from pipeline import Pipeline


@contextlib.contextmanager
def fault(pipeline: Pipeline, operation: str, seconds: float, /, **told: Any) -> Iterator[None]:
    """An operation of AWS has this fault (stand_ins/aws/faults.py) for so long, at most to the end of the block."""
    file = pipeline.stack.folder / "faults.json"
    new = file.with_suffix(".new")
    new.write_text(json.dumps({operation: {**told, "until": time.time() + seconds}}))
    new.replace(file)
    try:
        yield
    finally:
        file.unlink()
