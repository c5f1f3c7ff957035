"""The data of a bench: made and loaded, and taken out again where a run shall find all of it new."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg

from stand_ins.prepare import Preparation
from stand_ins.stack import Stack
from stand_ins.warehouse import catalog

DELTA_HOURS = 36


@dataclass(frozen=True)
class Size:
    """How much data: stored rows, visits in the warehouse, ordered pairs of each detection."""

    rows: int
    visits: int
    pairs: int
    inservice_pairs: int


SIZES = {
    size.rows: size
    for size in (
        Size(10_000, 200_000, 4_000, 500),  # only to try it
        Size(300_000, 1_000_000, 58_852, 27_526),
        Size(1_000_000, 2_000_000, 188_094, 90_000),
        Size(3_000_000, 6_000_000, 564_282, 270_000),
    )
}


class Data:
    """What was made for one size, and where it is."""

    def __init__(self, stack: Stack, size: Size):
        self.stack, self.size = stack, size
        self.now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.delta: list[str] = []

    def make(self, change_source: Callable[[Path], None] | None = None) -> None:
        """Generates, migrates and loads; starts PostgreSQL and the warehouse stand-in.

        `change_source` gets the folder of the warehouse's file while nobody has it open.
        """
        more = ["--stored-rows", str(self.size.rows), "--detected-pairs", str(self.size.pairs)]
        more += ["--inservice-pairs", str(self.size.inservice_pairs), "--now", self.now]
        self.stack.start("postgres")
        preparation = Preparation(self.stack, lambda text: print(text, flush=True))
        preparation.make_data({"visits": self.size.visits, "seed": 1}, more, replica=False)
        (self.stack.folder / "demo" / "conflictvisitmaps.csv").unlink()  # loaded; 7 GB at three million rows
        if change_source:
            change_source(self.stack.folder / "warehouse")
        self.delta = self._delta_visits()  # now: the stand-in lets nobody else open its file
        self.stack.start("emulator")

    def connect(self) -> psycopg.Connection:
        connection = self.stack.state["postgres"]
        options = f"-c search_path={connection['schema']},public"
        return psycopg.connect(connection["dsn"], autocommit=True, options=options)

    def postgres_version(self) -> str:
        with self.connect() as session:
            return session.execute("show server_version").fetchone()[0]

    def settle(self) -> None:
        """What was written before is on the disk: a run does not pay for another one's checkpoint."""
        with self.connect() as session:
            session.execute("checkpoint")

    def forget_what_is_found(self) -> int:
        """Takes out every row that the two detections find, and the reminders: the next run finds all of it new."""
        with self.connect() as session:
            session.execute("create temporary table delta_visit (id uuid)")
            with session.cursor().copy("copy delta_visit from stdin") as copy:
                for visit in self.delta:
                    copy.write_row((visit,))
            session.execute("analyze delta_visit")
            forgotten = sum(session.execute(statement).rowcount for statement in FORGET)
            session.execute("truncate payer_provider_reminders")
            session.execute("vacuum (analyze) conflictvisitmaps")
            session.execute("vacuum (analyze) conflicts")
        return forgotten

    def _delta_visits(self) -> list[str]:
        file = catalog.database_file(self.stack.folder / "warehouse")
        with duckdb.connect(str(file), read_only=True) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            found = connection.execute(
                f"""SELECT "Visit Id" FROM {catalog.SCHEMA}.FACTVISITCALLPERFORMANCE_CR
                    WHERE "Visit Updated Timestamp" >= CAST(? AS TIMESTAMPTZ) - to_hours({DELTA_HOURS})""",
                [self.now],
            )
            return [visit for (visit,) in found.fetchall()]


FORGET = (
    'delete from conflictvisitmaps m using delta_visit d where m."VisitID" = d.id',
    'delete from conflictvisitmaps m using delta_visit d where m."ConVisitID" = d.id',
    'delete from conflictvisitmaps where coalesce("InserviceStartDate", "ConInserviceStartDate") is not null',
    'delete from conflicts c where not exists (select from conflictvisitmaps m where m."CONFLICTID" = c."CONFLICTID")',
)
