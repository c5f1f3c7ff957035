"""Data of production's size: a world of the generator and copies of it under other ids, in both databases.

Each copy has people, patients, visits, events and stored rows of its own; agencies, payers and offices are everybody's.
What was updated lately in every second copy is so only from the second night on.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg

from bench.data import DELTA_HOURS, Data, Size
from stand_ins.stack import Stack
from stand_ins.warehouse import catalog

A_WORLD = 300_000  # stored rows that the generator makes; more are copies
HEX = "0123456789abcdef"
NOBODY = ("999999999", "000000000", "123456789")
EVENTS_APART = 1_000_000_000
NOT_YET = 3650  # days by which what is updated in the second night lies back in the first
CLICKED = 20_000
AGED_BY, PAST_BY = 784, 190  # days, as the generator has them
SPOILED = ("conflictvisitmaps", "conflicts")
PERSONAL = (
    *("DIMCAREGIVER", "DIMPATIENT", "DIMPATIENTADDRESS", "FACTCAREGIVERINSERVICE"),
    *("FACTVISITCALLPERFORMANCE_CR", "FACTVISITCALLPERFORMANCE_DELETED_CR"),
)
IDS = ("Visit", "Caregiver", "Patient", "Payer Patient", "Provider Patient", "Patient Address")
STORED_IDS = ("CaregiverID", "PatientID", "P_PatientID", "PA_PatientID", "PAddressID", "P_PAddressID", "PA_PAddressID")
SSNS = ("SSN", "AideSSN", "ConAideSSN")


@dataclass(frozen=True)
class Scale:
    """As many visits and pairs for each stored row as production has: 9 million, 20 million, 100 thousand a night."""

    rows: int

    @property
    def copies(self) -> int:
        return max(2, round(self.rows / A_WORLD))

    @property
    def visits(self) -> int:
        return self.rows * 20 // 9

    @property
    def world(self) -> Size:
        """What the generator is asked for: of the pairs of a night, every second copy has its part."""
        pairs = self.rows // 90 * 2 // self.copies
        return Size(self.rows // self.copies, self.visits // self.copies, pairs, self.visits // 400 // self.copies)


def other_id(expression: str, copy: int) -> str:
    """The id with other digits: each copy has a permutation of its own. In both databases."""
    other = "".join(HEX[((2 * (copy % 8) + 1) * digit + copy // 8) % 16] for digit in range(16))
    return f"translate({expression}, '{HEX}ABCDEF', '{other}{other[10:]}')"


def other_ssn(ssn: str, copy: int) -> str:
    """Another number of the same area and group, which nobody has either. In both databases."""
    bare = f"replace(trim({ssn}), '-', '')"
    nobody = ", ".join(f"'{each}'" for each in NOBODY)
    last = f"lpad(CAST(CAST(right(rtrim({ssn}), 4) AS integer) + {copy * 100} AS varchar), 4, '0')"
    return f"""CASE WHEN length({bare}) <> 9 OR {bare} IN ({nobody}) THEN {ssn}
        ELSE substr({ssn}, 1, length(rtrim({ssn})) - 4) || {last} END"""


class ProductionData:
    """The data of one scale, and what changes from night to night."""

    def __init__(self, stack: Stack, scale: Scale, now: str):
        self.stack, self.scale = stack, scale
        self.data = Data(stack, scale.world)
        self.data.now = now
        self.now = datetime.datetime.fromisoformat(now).replace(tzinfo=None)

    def make(self) -> None:
        self.data.make(lambda folder: self._open(folder, self._copy_warehouse))
        with self.data.connect() as session:
            session.execute("set synchronous_commit = off")
            self._bring_into_the_window(session)
            session.execute("vacuum (analyze)")  # our own tables are empty then
            nine_tenths = self.scale.copies - max(1, self.scale.copies // 10)
            for copy in range(1, self.scale.copies):
                if copy == nine_tenths:
                    session.execute("analyze conflictvisitmaps, conflicts")
                self._copy_stored(session, copy)
            self._let_it_live(session)
            self._choose_clicked(session)
            session.execute("checkpoint")

    def tomorrow(self) -> None:
        """The source a day later: what every second copy was told late is new, and it was made anew."""
        self.stack.stop(("emulator",))
        self._open(self.stack.folder / "warehouse", self._a_day_later)
        self.stack.start("emulator")

    def clicked(self) -> list[int]:
        with self.data.connect() as session:
            return [row for (row,) in session.execute("select id from public.bench_clicked")]

    @staticmethod
    def _open(folder: Path, change: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
        with _opened(catalog.database_file(folder)) as warehouse:
            warehouse.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET memory_limit = '3GB'")
            warehouse.execute(
                f"SET threads = 2; SET preserve_insertion_order = false; SET search_path = '{catalog.SCHEMA}'"
            )
            change(warehouse)
            warehouse.execute("CHECKPOINT")

    def _copy_warehouse(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        for table in PERSONAL:
            columns = [column for column, _ in catalog.tables()[table]]
            rows = warehouse.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for copy in range(1, self.scale.copies):
                values = ", ".join(self._warehouse_value(column, copy) for column in columns)
                listed = ", ".join(f'"{column}"' for column in columns)
                warehouse.execute(f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} WHERE rowid < {rows}")

    def _warehouse_value(self, column: str, copy: int) -> str:
        quoted = f'"{column}"'
        if column.removesuffix(" Id") in IDS:
            return other_id(quoted, copy)
        if column == "SSN":
            return other_ssn(quoted, copy)
        if column == "Application Caregiver Inservice Id":
            return f"{quoted} + {copy * EVENTS_APART}"
        if column == "Visit Updated Timestamp" and copy % 2:
            of_the_delta = f"{quoted} >= CAST('{self.now}' AS TIMESTAMPTZ) - to_hours({DELTA_HOURS})"
            return f"CASE WHEN {of_the_delta} THEN {quoted} - to_days({NOT_YET}) ELSE {quoted} END"
        return quoted

    def _a_day_later(self, warehouse: duckdb.DuckDBPyConnection) -> None:
        updated = '"Visit Updated Timestamp"'
        for table in (each for each in PERSONAL if each.startswith("FACTVISIT")):
            warehouse.execute(
                f"""UPDATE {table} SET {updated} = {updated} + to_days({NOT_YET + 1})
                    WHERE {updated} < CAST('{self.now}' AS TIMESTAMPTZ) - to_days({NOT_YET - 30})"""
            )
        made_at = self.now + datetime.timedelta(hours=21)
        warehouse.execute(f"UPDATE {catalog.REFRESH} SET \"REFRESH_FINISHED_AT\" = CAST('{made_at}' AS TIMESTAMPTZ)")

    def _bring_into_the_window(self, session: psycopg.Connection) -> None:
        """The generator has too few visits for so many rows: what it stored from before the window is half of them. Of
        the months that the source shows no more there may be as many.
        """
        session.execute(
            f"""update conflictvisitmaps set "VisitDate" = "VisitDate" + {AGED_BY - PAST_BY}
                where "VisitDate" < date '{self.now.date()}' - interval '24 months'"""
        )

    def _copy_stored(self, session: psycopg.Connection, copy: int) -> None:
        size, conflicts = self._base(session)
        with session.transaction():
            for table, key, last in (("conflicts", "CONFLICTID", conflicts), ("conflictvisitmaps", "ID", size)):
                columns = self._columns(session, table)
                values = ", ".join(self._stored_value(column, copy, size, conflicts) for column in columns)
                listed = ", ".join(f'"{column}"' for column in columns)
                session.execute(
                    f"insert into {table} ({listed}) overriding system value "
                    f'select {values} from {table} where "{key}" <= {last}'
                )
                serial = f"pg_get_serial_sequence(current_schema || '.{table}', '{key}')"
                session.execute(f'select setval({serial}, max("{key}")) from {table}')

    def _base(self, session: psycopg.Connection) -> tuple[int, int]:
        """The highest ids that the generator gave."""
        if not hasattr(self, "_highest"):
            row = session.execute('select max("ID"), (select max("CONFLICTID") from conflicts) from conflictvisitmaps')
            self._highest = row.fetchone()
        return self._highest

    @staticmethod
    def _columns(session: psycopg.Connection, table: str) -> list[str]:
        found = session.execute(
            """select column_name from information_schema.columns where table_schema = current_schema
               and table_name = %s and is_generated = 'NEVER' order by ordinal_position""",
            [table],
        )
        return [name for (name,) in found]

    @staticmethod
    def _stored_value(column: str, copy: int, rows: int, conflicts: int) -> str:
        quoted, side = f'"{column}"', "Con" if column.startswith("Con") else ""
        event = f"""CAST(md5('I' || "{side}AppVisitID") AS uuid)"""
        other_event = f"""CAST(md5('I' || "{side}AppVisitID" + {copy * EVENTS_APART}) AS uuid)"""
        if column in ("ID", "GroupID"):
            return f"{quoted} + {copy * rows}"
        if column == "CONFLICTID":
            return f"{quoted} + {copy * conflicts}"
        if column.removeprefix("Con") == "VisitID":
            return f"CASE WHEN {quoted} = {event} THEN {other_event} ELSE {_other_uuid(quoted, copy)} END"
        if column.removeprefix("Con") == "AppVisitID":
            visit = f'"{side}VisitID"'
            return f"CASE WHEN {visit} = {event} THEN {quoted} + {copy * EVENTS_APART} ELSE {quoted} END"
        if column.removeprefix("Con") in STORED_IDS:
            return _other_uuid(quoted, copy)
        return other_ssn(quoted, copy) if column in SSNS else quoted

    @staticmethod
    def _let_it_live(session: psycopg.Connection) -> None:
        """Vacuumed, and known as a living database is: of before the last tenth came, every fifth column not at all,
        every second as of a day on which it was filled. Neither autovacuum nor preflight sees a reason to look again.
        """
        session.execute(f"vacuum {', '.join(SPOILED)}")
        for table in SPOILED:
            of_table = f"starelid = '{table}'::regclass"
            session.execute(f"delete from pg_statistic where {of_table} and staattnum % 5 = 0")
            session.execute(f"update pg_statistic set stanullfrac = 0 where {of_table} and staattnum % 2 = 0")
            session.execute(f"select pg_stat_reset_single_table_counters('{table}'::regclass)")
            session.execute(f'analyze {table} ("{"ID" if table == "conflictvisitmaps" else "CONFLICTID"}")')

    def _choose_clicked(self, session: psycopg.Connection) -> None:
        """Rows that people click on: half of those that detection looks at, half of all."""
        session.execute("create temporary table delta_visit (id uuid)")
        with session.cursor().copy("copy delta_visit from stdin") as copy:
            for visit in self.data.delta:
                copy.write_row((visit,))
        session.execute("analyze delta_visit")
        session.execute("drop table if exists public.bench_clicked")
        session.execute(
            f"""create table public.bench_clicked as
                (select m."ID" as id from delta_visit d
                 join conflictvisitmaps m on m."VisitID" = d.id limit {CLICKED // 2})
                union
                (select "ID" from conflictvisitmaps where "ID" % {max(1, 2 * self.scale.rows // CLICKED)} = 0)"""
        )


def _other_uuid(quoted: str, copy: int) -> str:
    return f"CAST({other_id(f'CAST({quoted} AS text)', copy)} AS uuid)"


def _opened(file: Path) -> duckdb.DuckDBPyConnection:
    """The stand-in's threads may hold its file for a moment after the process is told to be gone."""
    until = time.monotonic() + 60
    while True:
        try:
            return duckdb.connect(str(file))
        except duckdb.IOException:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
