#!/usr/bin/env python3
"""Makes a generated source unfit to run on, in one of the ways that the gate must notice, and undoes it.

    faults.py --list
    faults.py --warehouse DIR apply NAME [--number N] [--provider ID] [--tables DIR] [--now TIME]
    faults.py --warehouse DIR undo

The number says how much, so that a fault can be made just under a limit and just over it. Several faults may be applied
one after the other; undo takes all of them back. The warehouse stand-in must not run: DuckDB lets only one process open
its file. --tables is the folder that generate.py wrote: its excluded agencies are not chosen where a fault is one
provider's.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

import fault_visits
from fault_visits import VISITS, Source

FILE, BEFORE = "ANALYTICS.db", "ANALYTICS.db.before"
SECONDS_TO_LET_GO = 3  # a stand-in that was just ended may hold its file for a moment


class NotPossible(Exception):
    """A fault that cannot be applied, or nothing that could be undone."""


@dataclass(frozen=True)
class Fault:
    """A way to be unfit: what it does, in words; the number's meaning and usual value, where it takes one."""

    told: str
    do: Callable[[Source, int], str]
    number: str = ""
    usual: int = 0


@dataclass(frozen=True)
class Wish:
    """What a fault is to be like; what is left open is chosen."""

    number: int | None = None
    provider: str | None = None
    excluded: frozenset[str] = field(default_factory=frozenset)
    now: datetime | None = None


def refresh_too_old(source: Source, hours: int) -> str:
    finished = source.now - timedelta(hours=hours)
    source.run("UPDATE FACTDATAREFRESHSTATUS SET REFRESH_FINISHED_AT = ?", finished.replace(tzinfo=UTC))
    return f"the last refresh finished {hours} hours before {source.now:%Y-%m-%d %H:%M} UTC"


def refresh_failed(source: Source, _: int) -> str:
    source.run("UPDATE FACTDATAREFRESHSTATUS SET STATUS = 'failed'")
    return "the last refresh failed"


def no_caregivers(source: Source, _: int) -> str:
    return f"{source.run('DELETE FROM DIMCAREGIVER'):,} caregivers are gone"


def no_active_provider(source: Source, _: int) -> str:
    off = source.run('UPDATE DIMPROVIDER SET "Is Active" = false')
    return f"{off:,} providers are not active"


def no_visits(source: Source, _: int) -> str:
    return f"{source.run(f'DELETE FROM {VISITS}'):,} visits are gone"


def no_inservice_events(source: Source, _: int) -> str:
    return f"{source.run('DELETE FROM FACTCAREGIVERINSERVICE'):,} in-service events are gone"


def provider_gone(source: Source, _: int) -> str:
    source.run('DELETE FROM DIMPROVIDER WHERE CAST("Provider Id" AS UUID) = ?', source.provider)
    return f"provider {source.provider} is no more in DIMPROVIDER"


def provider_off(source: Source, _: int) -> str:
    source.run('UPDATE DIMPROVIDER SET "Is Active" = false WHERE CAST("Provider Id" AS UUID) = ?', source.provider)
    return f"provider {source.provider} is not active"


def column_dropped(source: Source, _: int) -> str:
    source.run(f'ALTER TABLE {VISITS} DROP COLUMN "Is Missed"')
    return f'{VISITS} has no column "Is Missed"'


def visit_date_text(source: Source, _: int) -> str:
    source.run(f'ALTER TABLE {VISITS} ALTER "Visit Date" TYPE VARCHAR')
    return f'{VISITS}: "Visit Date" is VARCHAR'


PERCENT = "percent of them"
FAULTS = {
    "refresh-too-old": Fault("the last refresh finished long ago", refresh_too_old, "hours", 31),
    "refresh-failed": Fault("the last refresh was no success", refresh_failed),
    "no-caregivers": Fault("DIMCAREGIVER is empty", no_caregivers),
    "no-active-provider": Fault("no provider is active", no_active_provider),
    "no-visits": Fault("there is no visit", no_visits),
    "no-inservice-events": Fault("there is no in-service event", no_inservice_events),
    "fewer-visits": Fault("visits of every provider are hidden", fault_visits.hide_everywhere, PERCENT, 21),
    "provider-hidden": Fault("visits of one provider are hidden", fault_visits.hide_of_provider, PERCENT, 100),
    "provider-gone": Fault("one provider's row of the dimension is gone", provider_gone),
    "provider-off": Fault("one provider was switched off (no fault of the feed)", provider_off),
    "crowded-key": Fault("one person has many visits on one day", fault_visits.crowd_a_key, "visits", 101),
    "column-dropped": Fault('"Is Missed" of the visits is not there', column_dropped),
    "visit-date-text": Fault('"Visit Date" of the visits is VARCHAR', visit_date_text),
}


def apply(folder: Path, name: str, wish: Wish | None = None) -> str:
    """Applies a fault to the warehouse of that folder; returns what it did, in words."""
    wish, fault = wish or Wish(), FAULTS.get(name)
    if fault is None:
        raise NotPossible(f"there is no fault {name}; known are {', '.join(FAULTS)}")
    with _opened(folder) as connection:
        connection.execute("CHECKPOINT")
    if not (folder / BEFORE).exists():
        shutil.copyfile(folder / FILE, folder / BEFORE)
    with _opened(folder) as connection:
        source = Source(connection, wish.now or datetime.now(UTC).replace(tzinfo=None), wish.provider, wish.excluded)
        return fault.do(source, fault.usual if wish.number is None else wish.number)


def undo(folder: Path) -> None:
    """The warehouse is as it was before the first fault."""
    if not (folder / BEFORE).exists():
        raise NotPossible(f"no fault was applied in {folder}")
    _opened(folder).close()
    (folder / f"{FILE}.wal").unlink(missing_ok=True)
    (folder / BEFORE).replace(folder / FILE)


def _opened(folder: Path) -> duckdb.DuckDBPyConnection:
    if not (folder / FILE).exists():
        raise NotPossible(f"{folder / FILE} is not there; generate.py makes it")
    until = time.monotonic() + SECONDS_TO_LET_GO
    while True:
        try:
            connection = duckdb.connect(str(folder / FILE))
            break
        except duckdb.IOException as error:
            if time.monotonic() > until:
                said = f"{folder / FILE} is open elsewhere: stop the warehouse stand-in first ({error})"
                raise NotPossible(said) from error
            time.sleep(0.1)
    connection.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false; SET search_path = 'BI'")
    return connection


def excluded_agencies(tables: Path) -> frozenset[str]:
    with (tables / "excluded_agency.csv").open(newline="", encoding="utf-8") as lines:
        return frozenset(row["ProviderID"] for row in csv.DictReader(lines))


def listed() -> Iterable[str]:
    for name, fault in FAULTS.items():
        number = f" (--number: {fault.number}, {fault.usual})" if fault.number else ""
        yield f"{name:<20} {fault.told}{number}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="the faults, and what their numbers mean")
    parser.add_argument("--warehouse", type=Path, help="folder with the ANALYTICS.db of generate.py")
    parser.add_argument("action", nargs="?", choices=("apply", "undo"))
    parser.add_argument("name", nargs="?", help="of the fault to apply")
    parser.add_argument("--number", type=int)
    parser.add_argument("--provider", help="its global id (one with a tenth of the visits at most)")
    parser.add_argument("--tables", type=Path, help="folder of the CSV files of generate.py")
    parser.add_argument("--now", type=datetime.fromisoformat, help="ISO date-time, UTC (the present)")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join(listed()))
        return
    if not (arguments.warehouse and arguments.action) or (arguments.action == "apply") != bool(arguments.name):
        parser.error("--warehouse DIR, then apply NAME or undo; or --list")
    try:
        if arguments.action == "undo":
            undo(arguments.warehouse)
            return
        excluded = excluded_agencies(arguments.tables) if arguments.tables else frozenset()
        wish = Wish(arguments.number, arguments.provider, excluded, arguments.now)
        print(apply(arguments.warehouse, arguments.name, wish))
    except NotPossible as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
