"""Makes the demo data: the warehouse as a DuckDB file, the operational tables as CSV files for load.py.

Everything is drawn by number and seed in SQL (sql/*.sql, in order): the same seed gives the same world. Visits are made
in stretches, so that memory does not grow with their number.
"""

import argparse
import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from columns import operational_tables, source_statements, warehouse_statements
from compose import compose_statement
from sizes import Order, sizes_of

SQL = Path(__file__).parent / "sql"
STRETCH = 500_000
STORED_STRETCH = 100_000


def main() -> None:
    arguments = parse_arguments()
    order = Order(
        arguments.visits,
        arguments.seed,
        arguments.now,
        arguments.stored_rows,
        arguments.detected_pairs,
        arguments.stored_share,
        arguments.inservice_pairs,
    )
    generate(order, arguments.warehouse, arguments.tables, arguments.threads, arguments.memory)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visits", type=whole(500), default=200_000, help="visits in the warehouse (200000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same data (1)")
    parser.add_argument("--now", type=moment, default=moment(None), help="ISO date-time, UTC (the present)")
    parser.add_argument("--stored-rows", type=whole(0), help="earlier rows in conflictvisitmaps (visits / 20)")
    parser.add_argument(
        "--detected-pairs", type=whole(0), help="ordered pairs, about, that the first run detects (visits / 50)"
    )
    parser.add_argument(
        "--stored-share", type=share, default=1 / 3, help="share of the detected pairs that is stored already (1/3)"
    )
    parser.add_argument(
        "--inservice-pairs", type=whole(0), help="ordered pairs, about, of a visit and a training (visits / 400)"
    )
    parser.add_argument("--warehouse", type=Path, required=True, help="folder for ANALYTICS.db")
    parser.add_argument("--tables", type=Path, required=True, help="folder for the CSV files of the PostgreSQL tables")
    parser.add_argument("--threads", type=whole(1), default=2)
    parser.add_argument("--memory", default="3GB", help="limit for DuckDB (3GB); the rest goes to temporary files")
    return parser.parse_args()


def whole(lowest: int):
    """A parser of whole numbers that are not below the lowest."""

    def parse(text: str) -> int:
        if int(text) < lowest:
            raise argparse.ArgumentTypeError(f"{text} is below {lowest}")
        return int(text)

    return parse


def share(text: str) -> float:
    if not 0 <= float(text) <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return float(text)


def moment(text: str | None) -> datetime:
    """A time in UTC without a zone, to the second."""
    given = datetime.fromisoformat(text) if text else datetime.now(UTC)
    return (given.astimezone(UTC).replace(tzinfo=None) if given.tzinfo else given).replace(microsecond=0)


def generate(order: Order, warehouse: Path, tables: Path, threads: int = 2, memory: str = "3GB") -> dict:
    """Writes warehouse/ANALYTICS.db, one CSV file per table and summary.json; returns the summary."""
    warehouse.mkdir(parents=True, exist_ok=True)
    tables.mkdir(parents=True, exist_ok=True)
    for name in ("ANALYTICS.db", "ANALYTICS.db.wal"):
        (warehouse / name).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=tables, prefix="work-") as scratch:
        connection = duckdb.connect(str(Path(scratch) / "work.db"))
        try:
            connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
            connection.execute(f"SET threads = {threads}")
            connection.execute("SET memory_limit = ?", [memory])
            connection.execute("ATTACH '" + str(warehouse / "ANALYTICS.db").replace("'", "''") + "' AS warehouse")
            return World(connection, sizes_of(order), tables).build()
        finally:
            connection.close()


class World:
    """One world under construction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sizes: dict[str, object], tables: Path) -> None:
        self.connection = connection
        self.sizes = sizes
        self.tables = tables
        self.started = time.monotonic()

    def build(self) -> dict:
        for name, value in self.sizes.items():
            self.set_variable(name, value)
        self.connection.execute("CREATE SCHEMA warehouse.BI")
        self.connection.execute("CREATE SCHEMA source")
        for statement in warehouse_statements() + source_statements():
            self.connection.execute(statement)
        for file in sorted(SQL.glob("[12]*.sql")) + [SQL / "30_companions.sql"]:
            self.run(file)
        self.make_visits()
        for file in sorted([*SQL.glob("3[5-9]*.sql"), *SQL.glob("[45]*.sql")]):
            self.run(file)
        self.write_conflicts()
        self.write_small_tables()
        return self.summarize()

    def set_variable(self, name: str, value: object) -> None:
        self.connection.execute(f"SET VARIABLE {name} = ?", [value])

    def run(self, file: Path) -> None:
        started = time.monotonic()
        try:
            self.connection.execute(file.read_text(encoding="utf-8"))
        except duckdb.Error as error:
            raise RuntimeError(f"{file.name}: {error}") from error
        if (took := time.monotonic() - started) > 5:
            self.say(f"{file.stem} {took:.1f} s")

    def say(self, text: str) -> None:
        print(f"{time.monotonic() - self.started:7.1f} s  {text}", flush=True)

    def make_visits(self) -> None:
        steps = sorted(SQL.glob("3[1-4]*.sql"))
        base = int(self.sizes["base_visits"])
        for first in range(0, base, STRETCH):
            self.set_variable("chunk_from", first)
            self.set_variable("chunk_to", min(base, first + STRETCH))
            for step in steps:
                self.run(step)
            self.say(f"visits {min(base, first + STRETCH)} of {base} made, with their second visits")

    def write_conflicts(self) -> None:
        """conflictvisitmaps in stretches of rows: 250 columns of a million rows do not fit in memory at once."""
        path = self.tables / "conflictvisitmaps.csv"
        path.unlink(missing_ok=True)
        last = self.scalar("SELECT coalesce(max(map_id), 0) FROM stored_row")
        with path.open("wb") as file:
            for first in range(0, max(1, last), STORED_STRETCH):
                self.set_variable("row_from", first)
                self.set_variable("row_to", first + STORED_STRETCH)
                part = path.with_suffix(".part")
                self.copy_out(compose_statement() + ' ORDER BY "ID"', part, header=first == 0)
                with part.open("rb") as read:
                    while block := read.read(1 << 22):
                        file.write(block)
                part.unlink()
        self.say(f"conflictvisitmaps {last} rows composed")

    def write_small_tables(self) -> None:
        for name, columns in operational_tables().items():
            if name != "conflictvisitmaps":
                listed = ", ".join(f'"{column}"' for column, _ in columns)
                self.copy_out(f"SELECT {listed} FROM out_{name} ORDER BY ALL", self.tables / f"{name}.csv")

    def copy_out(self, query: str, path: Path, header: bool = True) -> None:
        target = str(path).replace("'", "''")
        self.connection.execute(f"COPY ({query}) TO '{target}' (FORMAT csv, HEADER {str(header).lower()})")

    def scalar(self, query: str):
        return self.connection.execute(query).fetchone()[0]

    def summarize(self) -> dict:
        """What a first run of detection should find, written beside the tables and printed."""
        summary = {"now": self.sizes["now"].isoformat(), "seed": self.sizes["seed"]}
        for name, value in self.connection.execute("SELECT name, value FROM summary ORDER BY place").fetchall():
            summary[name] = value
        summary["seconds"] = round(time.monotonic() - self.started, 1)
        (self.tables / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
        for name, value in summary.items():
            print(f"{name:36} {value}")
        return summary


if __name__ == "__main__":
    main()
