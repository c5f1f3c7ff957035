"""A small world: what it is made of, and how a test reads it."""

import csv
from datetime import datetime
from pathlib import Path

import duckdb

from generate import generate
from sizes import Order

NOW = datetime(2026, 3, 4, 11, 30)
ORDER = Order(12_000, 2, NOW, 1_500, 900, inservice_pairs=240)


class World:
    """A generated world: its warehouse as a connection, its tables as lists of rows."""

    def __init__(self, folder: Path, order: Order) -> None:
        self.folder = folder
        self.summary = generate(order, folder, folder / "tables")
        self.warehouse = duckdb.connect(str(folder / "ANALYTICS.db"), read_only=True)
        self.warehouse.execute("SET TimeZone = 'UTC'; SET search_path = 'BI'")

    def query(self, statement: str, *values) -> list[tuple]:
        return self.warehouse.execute(statement, values).fetchall()

    def header(self, table: str) -> list[str]:
        with (self.folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return next(csv.reader(file))

    def table(self, name: str) -> list[dict]:
        """Rows with None where the file says NULL (empty without quotes)."""
        path = self.folder / "tables" / f"{name}.csv"
        rows = self.warehouse.execute(
            "SELECT * FROM read_csv(?, all_varchar = true, header = true, allow_quoted_nulls = false)", [str(path)]
        )
        names = [column[0] for column in rows.description]
        return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
