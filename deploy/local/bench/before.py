"""The system before this one: its recorded figures on generated data, on a machine of this kind."""

from __future__ import annotations

from dataclasses import dataclass

from bench.run import DETECTION, INSERVICE, POSTFLIGHT, PREFLIGHT, STAGING, STATUS


@dataclass(frozen=True)
class Before:
    """Seconds by task and phase of detection, over so many stored rows and pairs."""

    rows: int
    pairs: int
    tasks: dict[str, float]
    phases: tuple[float, ...]  # of detection, as in PHASES
    megabytes: dict[str, float]


PHASES = {
    "warehouse statements": ("delta", "base_visits", "pairs"),
    "read and copied": ("copy_visits", "copy_pairs", "copy_delta"),
    "compared": ("classify",),
    "written": ("write",),
    "stale rows": ("stale_cleanup",),
}
WRITING_SIDE = ("compared", "written", "stale rows")
INSERVICE_PAIRS, INSERVICE_SECONDS, INSERVICE_MEGABYTES = 27_526, 62.0, 1350

RECORDED = {
    300_000: Before(
        304_000,
        58_852,
        {PREFLIGHT: 7.1, STAGING: 4.2, DETECTION: 27.0, STATUS: 7.0, POSTFLIGHT: 7.5},
        (4.9, 3.7, 1.0, 14.6, 1.5),
        {DETECTION: 691, INSERVICE: INSERVICE_MEGABYTES},
    ),
    1_000_000: Before(
        1_090_000,
        188_094,
        {PREFLIGHT: 6.1, STAGING: 13.8, DETECTION: 85.6, STATUS: 36.9, POSTFLIGHT: 11.1},
        (13.2, 6.0, 7.0, 48.6, 6.8),
        {DETECTION: 994},
    ),
}


class Scaled:
    """The recorded figures, for as many rows and pairs as this bench has."""

    def __init__(self, rows: int, pairs: int, inservice_pairs: int):
        self.recorded = RECORDED.get(rows)
        self.inservice = INSERVICE_SECONDS * inservice_pairs / INSERVICE_PAIRS
        if self.recorded:
            self.by_rows, self.by_pairs = rows / self.recorded.rows, pairs / self.recorded.pairs

    def seconds(self, task: str) -> float:
        """0 where nothing was recorded."""
        if task == INSERVICE:
            return self.inservice
        if not self.recorded:
            return 0
        return self.recorded.tasks[task] * (self.by_pairs if task == DETECTION else self.by_rows)

    def phase(self, name: str) -> float:
        if not self.recorded:
            return 0
        return self.recorded.phases[list(PHASES).index(name)] * self.by_pairs

    def phases(self, names: tuple[str, ...]) -> float:
        return sum(self.phase(name) for name in names)

    def megabytes(self, task: str) -> float:
        if task == INSERVICE:
            return INSERVICE_MEGABYTES
        return self.recorded.megabytes.get(task, 0) if self.recorded else 0
