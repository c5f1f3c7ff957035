"""The faults that are made of visits: some hidden, of all providers or of one; many too many of one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import duckdb

VISITS = "FACTVISITCALLPERFORMANCE_CR"
COUNTED = '"Is Active" = true AND "Is Demo" = false'
CROWD = "900-01-9998"  # never issued
CROWD_PROVIDERS = 10
LARGEST_SHARE = 0.1


class Source:
    """The warehouse's file, open; the run's now; the provider that a fault of one provider's is about."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, now: datetime, provider: str | None, excluded: Iterable[str]
    ):
        self.connection, self.now = connection, now
        self.named, self.excluded = provider, list(excluded)

    def run(self, statement: str, *values, **named) -> int:
        """Runs a statement; returns how many rows it wrote."""
        found = self.connection.execute(statement, named or values).fetchall()
        return found[0][0] if found else 0

    def ask(self, statement: str, *values) -> list[tuple]:
        return self.connection.execute(statement, values).fetchall()

    def counted_providers(self) -> list[tuple[str, int]]:
        """Those whose visits are looked at, with their visits, the busiest first."""
        return self.ask(
            f"""SELECT CAST(CAST(v."Provider Id" AS UUID) AS VARCHAR) AS provider, count(*) AS visits FROM {VISITS} v
                WHERE CAST(v."Provider Id" AS UUID) NOT IN (SELECT CAST(unnest(?::VARCHAR[]) AS UUID))
                  AND CAST(v."Provider Id" AS UUID) IN
                      (SELECT CAST("Provider Id" AS UUID) FROM DIMPROVIDER WHERE {COUNTED})
                GROUP BY provider ORDER BY visits DESC, provider""",
            self.excluded,
        )

    @property
    def provider(self) -> str:
        """The named one, else a busy one whose visits are few enough that the volume of all stays within its limit."""
        if self.named:
            return self.named
        counted = self.counted_providers()
        most = sum(visits for _, visits in counted) * LARGEST_SHARE
        return next((provider for provider, visits in counted if visits <= most), counted[-1][0])

    def last_day(self) -> date:
        return (self.now + timedelta(days=45)).date()


def hide_everywhere(source: Source, percent: int) -> str:
    """The same share of each provider's, so that the share of all is the same whichever are counted."""
    hidden, there = _hide(source, percent, None)
    return f"{hidden:,} of {there:,} visits of the window are hidden"


def hide_of_provider(source: Source, percent: int) -> str:
    provider = source.provider
    hidden, there = _hide(source, percent, provider)
    return f"{hidden:,} of {there:,} visits of the window of provider {provider} are hidden"


def _hide(source: Source, percent: int, provider: str | None) -> tuple[int, int]:
    """Hides whole visits, with all their copies: of each provider the share, rounded down."""
    source.run(
        f"""CREATE OR REPLACE TEMP TABLE in_turn AS
            SELECT id, row_number() OVER (PARTITION BY provider ORDER BY hash(id), id) AS place,
                   count(*) OVER (PARTITION BY provider) AS visits
            FROM (SELECT CAST("Visit Id" AS UUID) AS id, min(CAST("Provider Id" AS UUID)) AS provider FROM {VISITS}
                  WHERE CAST("Visit Date" AS DATE) <= ? AND coalesce(CAST("Provider Id" AS UUID) = ?, true)
                  GROUP BY id)""",
        source.last_day(),
        provider,
    )
    source.run("DELETE FROM in_turn WHERE place > visits * ? // 100", percent)
    source.run("CREATE OR REPLACE TEMP TABLE hidden AS SELECT id FROM in_turn")
    there = source.ask(
        f"""SELECT count(DISTINCT CAST("Visit Id" AS UUID)) FROM {VISITS}
            WHERE CAST("Visit Date" AS DATE) <= ? AND coalesce(CAST("Provider Id" AS UUID) = ?, true)""",
        source.last_day(),
        provider,
    )[0][0]
    source.run(f'DELETE FROM {VISITS} WHERE CAST("Visit Id" AS UUID) IN (SELECT id FROM hidden)')
    return source.ask("SELECT count(*) FROM hidden")[0][0], there


def crowd_a_key(source: Source, visits: int) -> str:
    """One made-up person at several providers, all visits at the same time of one day, updated lately."""
    providers = [provider for provider, _ in source.counted_providers()[:CROWD_PROVIDERS]]
    day = source.now.date() - timedelta(days=3)
    source.run(
        """INSERT INTO DIMCAREGIVER BY NAME
           SELECT CAST(CAST(md5('crowd ' || id) AS UUID) AS VARCHAR) AS "Caregiver Id", ? AS "SSN",
                  'Nobody' AS "Caregiver Firstname", 'Crowded' AS "Caregiver Lastname",
                  'Nobody Crowded' AS "Caregiver Fullname"
           FROM (SELECT unnest(?::VARCHAR[]) AS id)""",
        CROWD,
        providers,
    )
    source.run(
        f"""INSERT INTO {VISITS} BY NAME
            SELECT CAST(CAST(md5('crowd visit ' || n) AS UUID) AS VARCHAR) AS "Visit Id",
                   CAST(900000000 + n AS VARCHAR) AS "Application Visit Id",
                   CAST(CAST(md5('crowd ' || provider) AS UUID) AS VARCHAR) AS "Caregiver Id",
                   provider AS "Provider Id", $day AS "Visit Date", $day + to_hours(9) AS "Scheduled Start Time",
                   $day + to_hours(10) AS "Scheduled End Time", $day + to_hours(9) AS "Visit Start Time",
                   $day + to_hours(10) AS "Visit End Time", false AS "Is Missed", $updated AS "Visit Updated Timestamp"
            FROM (SELECT n, $providers[1 + CAST(n % len($providers) AS INTEGER)] AS provider
                  FROM range(CAST($visits AS BIGINT)) t(n))""",
        day=datetime.combine(day, time.min, UTC),
        updated=(source.now - timedelta(hours=1)).replace(tzinfo=UTC),
        providers=providers,
        visits=visits,
    )
    return f"{visits} visits of one person on {day} at {len(providers)} providers"
