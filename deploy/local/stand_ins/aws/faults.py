"""What goes wrong with AWS on purpose, told by a file that is read at each call, so that a fault may come and go.

    {"DescribeTasks": {"kind": "throttle", "until": 1790000000}}

One fault for each operation, to the second `until` (without it: as long as it stands in the file).

- `throttle`: the call is refused, "Rate exceeded".
- `missing`: what is asked for does not exist yet, as a log stream whose container has written nothing.
- `denied`: the caller's role may not do this.
- `capacity`: RunTask starts nothing and answers with `reason`.
- `beside`: DescribeTasks tells of one more `container`, before the command's own or (`first` false) behind it.
- `late`: GetLogEvents does not show what is younger than `seconds`.
- `lost`: PutLogEvents, which the log driver calls, never comes for a line that holds `text` (without it: any line).
"""

from __future__ import annotations

import json
import time
from pathlib import Path

REFUSALS = {
    "throttle": ("ThrottlingException", "Rate exceeded"),
    "missing": ("ResourceNotFoundException", "The specified log stream does not exist."),
    "denied": ("AccessDeniedException", "User is not authorized to perform this action"),
}


class ApiError(Exception):
    """An answer that a client sees as an exception of that name."""

    def __init__(self, code: str, message: str, **more):
        super().__init__(message)
        self.code, self.message, self.more = code, message, more


class Faults:
    """The faults of this moment."""

    def __init__(self, file: Path | None = None):
        self.file = file

    def of(self, operation: str, kind: str) -> dict | None:
        """The fault of this kind that an operation has now."""
        if self.file is None or not self.file.exists():
            return None
        fault = json.loads(self.file.read_text()).get(operation)
        is_now = fault and fault["kind"] == kind and time.time() < fault.get("until", float("inf"))
        return fault if is_now else None

    def refuse(self, operation: str) -> None:
        """Raises what a client sees of a call that is not let through."""
        for kind, answer in REFUSALS.items():
            if self.of(operation, kind):
                raise ApiError(*answer)
