"""The same seed gives the same world, another seed another one."""

import hashlib
from dataclasses import replace
from pathlib import Path

from worlds import NOW, World

from sizes import Order

SMALL = Order(1_500, 3, NOW, 200, 150)


def contents(world: World, folder: Path) -> dict[str, str]:
    tables = [row[0] for row in world.query("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'BI'")]
    found = {table: repr(world.query(f"SELECT * FROM {table} ORDER BY ALL")) for table in tables}
    found |= {file.name: file.read_text(encoding="utf-8") for file in (folder / "tables").glob("*.csv")}
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in found.items()}


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    first, second = (contents(World(tmp_path / name, SMALL), tmp_path / name) for name in "ab")
    assert first == second
    assert len(first) == 21


def test_another_seed_gives_other_visits(tmp_path):
    first, second = (
        contents(World(tmp_path / str(seed), replace(SMALL, seed=seed)), tmp_path / str(seed)) for seed in (3, 4)
    )
    for changed in ("FACTVISITCALLPERFORMANCE_CR", "DIMCAREGIVER", "conflictvisitmaps.csv"):
        assert first[changed] != second[changed]
