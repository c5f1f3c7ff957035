"""Detection in plain Python, one visit and one pair at a time: what the generator's SQL is checked against."""

import math
from collections import defaultdict
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from naive_source import Warehouse, person


class Detection:
    """All conflicts of the warehouse, as unordered pairs of visit ids with what is found about them."""

    def __init__(self, world, now: datetime, max_visits_per_key: int = 100) -> None:
        self.warehouse = Warehouse(world)
        self.now = now
        self.window = now.date().replace(year=now.year - 2), now.date() + timedelta(days=45)
        self.horizon = min(visit["Visit Date"] for visit in self.warehouse.rows("FACTVISITCALLPERFORMANCE_CR"))
        self.per_mile = Decimal(world.table("settings")[0]["ExtraDistancePer"])
        self.speeds = [(int(row["From"]), float(row["AverageMilesPerHour"])) for row in world.table("mph")]
        self.excluded = {person(row["SSN"]) for row in world.table("excluded_ssn")}
        self.agencies = {row["ProviderID"] for row in world.table("excluded_agency")}
        keys = self.visits_by_key()
        self.crowded = {key for key, visits in keys.items() if len(visits) > max_visits_per_key}
        self.pairs = {}
        for key in keys.keys() - self.crowded:
            for a, b in combinations(keys[key], 2):
                if a["Provider Id"] != b["Provider Id"] and (found := self.compare(a, b)):
                    self.pairs[frozenset((a["Visit Id"], b["Visit Id"]))] = found

    def person_of(self, visit: dict) -> str | None:
        return person(self.warehouse.joined["DIMCAREGIVER"][1].get(visit["Caregiver Id"], {}).get("SSN"))

    def counts(self, visit: dict) -> bool:
        """Whether a visit is of a provider that is looked at."""
        provider = self.warehouse.joined["DIMPROVIDER"][1].get(visit["Provider Id"])
        is_open = bool(provider) and provider["Is Active"] is True and provider["Is Demo"] is False
        return is_open and provider["Provider Id"] not in self.agencies

    def visits_by_key(self) -> dict[tuple, list[dict]]:
        keys = defaultdict(list)
        for visit in self.warehouse.visits.values():
            who = self.person_of(visit)
            in_window = self.window[0] <= visit["Visit Date"] <= self.window[1]
            if who and who not in self.excluded and in_window and self.counts(visit):
                keys[visit["Visit Date"], who].append(visit)
        return keys

    def is_missed(self, ids: frozenset) -> bool:
        return any(self.warehouse.visits[visit]["Is Missed"] is True for visit in ids)

    def in_delta(self, visit: dict) -> bool:
        updated = visit["Visit Updated Timestamp"]
        return updated is not None and updated.replace(tzinfo=None) >= self.now - timedelta(hours=36)

    def compare(self, a: dict, b: dict) -> dict | None:
        found = {"flags": "", **self.travel(a, b)}
        times = [self.times(visit) for visit in (a, b)]
        if None in times:
            return None
        (done, start, end), (other_done, other_start, other_end) = times
        same, overlap = (start, end) == (other_start, other_end), start < other_end and other_start < end
        kind = done + other_done
        found["flags"] = "".join(
            "Y" if holds else "N"
            for holds in (
                kind == 0 and same,
                kind == 2 and same,
                kind == 1 and same,
                kind == 0 and overlap and not same,
                kind == 2 and overlap and not same,
                kind == 1 and overlap and not same,
                kind == 2 and not overlap and found["travel"] is not None and found["travel"] > found["gap"],
            )
        )
        states, others = self.warehouse.states(a), self.warehouse.states(b)
        if "Y" not in found["flags"] or (states and others and not states & others):
            return None
        return found

    @staticmethod
    def times(visit: dict) -> tuple | None:
        start, end = visit["Visit Start Time"], visit["Visit End Time"]
        if start is None and end is None:
            return 0, visit["Scheduled Start Time"], visit["Scheduled End Time"]
        return None if start is None or end is None else (1, start, end)

    def travel(self, a: dict, b: dict) -> dict:
        found = dict.fromkeys(("miles", "mph", "travel", "gap"))
        times = sorted(
            (visit["Visit Start Time"], visit["Visit End Time"]) for visit in (a, b) if visit["Visit End Time"]
        )
        if len(times) == 2:
            gap = times[1][0].replace(second=0) - times[0][1].replace(second=0)
            found["gap"] = max(0, int(gap.total_seconds() // 60))
        here, there = self.warehouse.coordinates(a), self.warehouse.coordinates(b)
        if here and there:
            miles = Decimal(great_circle(*here, *there) / 1.609344) * self.per_mile
            found["miles"] = float(miles.quantize(Decimal("0.01"), ROUND_HALF_UP))
            speeds = [mph for lowest, mph in self.speeds if lowest <= found["miles"]]
            found["mph"] = speeds[-1]
            found["travel"] = round(found["miles"] / speeds[-1] * 60 + 1e-9, 2)
        return found


def great_circle(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres, by the haversine formula."""
    north, east = math.radians(other_latitude - latitude), math.radians(other_longitude - longitude)
    across = math.cos(math.radians(latitude)) * math.cos(math.radians(other_latitude)) * math.sin(east / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(math.sin(north / 2) ** 2 + across))
