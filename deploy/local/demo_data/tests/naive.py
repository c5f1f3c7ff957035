"""Detection in plain Python, one visit and one pair at a time: what the generator's SQL is checked against."""

import math
import re
from collections import defaultdict
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from pathlib import Path

from columns import read_rows

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")
STATES = {"NEW YORK": "NY", "PENNSYLVANIA": "PA", "MISSISSIPPI": "MS", "LONG ISLAND": "LI"}
SPEC = Path(__file__).parents[4] / "tasks" / "acceptance" / "src" / "test" / "resources" / "spec"


def attributes() -> list[dict[str, str]]:
    return read_rows(SPEC / "visit-attributes.csv")


class Warehouse:
    """Every table as dictionaries, and each visit with its attributes."""

    def __init__(self, world) -> None:
        self.world = world
        self.payers = self.by("DIMPAYER", "Payer Id")
        self.contracts = self.by("DIMCONTRACT", "Contract Id")
        self.joined = {
            "DIMCAREGIVER": ("Caregiver Id", self.by("DIMCAREGIVER", "Caregiver Id")),
            "DIMPROVIDER": ("Provider Id", self.by("DIMPROVIDER", "Provider Id")),
            "DIMOFFICE": ("Office Id", self.by("DIMOFFICE", "Office Id", wanted="Is Active")),
            "DIMPAYER": ("Payer Id", self.payers),
            "DIMSERVICECODE": ("Service Code Id", self.by("DIMSERVICECODE", "Service Code Id")),
        }
        self.users = self.by("DIMUSER", "User Id")
        self.patients = self.by("DIMPATIENT", "Patient Id")
        self.addresses = self.gps_addresses()
        self.visits = {row["Visit Id"]: row for row in self.rows("FACTVISITCALLPERFORMANCE_CR")}

    def rows(self, table: str) -> list[dict]:
        result = self.world.warehouse.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def by(self, table: str, key: str, wanted: str = "") -> dict:
        return {row[key]: row for row in self.rows(table) if not wanted or row[wanted]}

    def gps_addresses(self) -> dict:
        """The newest primary address with GPS of each patient; without a time it is the oldest."""
        newest: dict = {}
        for row in self.rows("DIMPATIENTADDRESS"):
            if row["Primary Address"] and "GPS" in row["Address Type"]:
                created = row["Application Created UTC Timestamp"]
                age = (created is not None, created and created.isoformat(), row["Application Patient Address Id"])
                if row["Patient Id"] not in newest or age > newest[row["Patient Id"]][0]:
                    newest[row["Patient Id"]] = (age, row)
        return {patient: row for patient, (_, row) in newest.items()}

    def attributes_of(self, visit: dict) -> dict:
        return {row["attribute"]: self.attribute(visit, row) for row in attributes()}

    def attribute(self, visit: dict, row: dict[str, str]):
        name, table, column = row["attribute"], row["table"], row["column"]
        if name in ("Latitude", "Longitude"):
            place = self.coordinates(visit)
            return place and place[name == "Longitude"]
        if name == "BillRateBoth":
            return visit["Billed Rate"] if visit["Billed"] == "yes" else visit["Bill Rate Non-Billed"]
        if name == "Contract":
            return self.contract(visit)
        if name == "ContractType":
            has = bool(visit["Application Payer Id"]), bool(visit["Application Contract Id"])
            return {(True, True): "UPR", (False, True): "Internal", (True, False): "Payer"}.get(has)
        if table == "FACTVISITCALLPERFORMANCE_CR":
            return visit[column]
        if table in ("DIMPATIENT", "DIMPATIENTADDRESS"):
            patient = visit["Provider Patient Id" if name.startswith("P_") else "Payer Patient Id"]
            found = (self.patients if table == "DIMPATIENT" else self.addresses).get(patient)
            return found and found[column]
        if table == "DIMUSER":
            return self.users.get(visit["Visit Updated User Id"], {}).get(column)
        if table in self.joined:
            key, rows = self.joined[table]
            value = rows.get(visit[key], {}).get(column)
            return value.strip() if column == "SSN" and value else value
        return None

    def contract(self, visit: dict):
        payer, contract = self.payers.get(visit["Payer Id"]), self.contracts.get(visit["Contract Id"])
        if payer and payer["Is Active"] and not payer["Is Demo"]:
            return payer["Payer Name"]
        return contract["Contract Name"] if contract and contract["Is Active"] else None

    def coordinates(self, visit: dict) -> tuple[float, float] | None:
        for text in (visit["Call Out GPS Coordinates"], visit["Call In GPS Coordinates"]):
            parts = [part.strip() for part in (text or "").replace('"', "").split(",")]
            if len(parts) == 2 and all(NUMBER.fullmatch(part) for part in parts):
                latitude, longitude = map(float, parts)
                if abs(latitude) <= 90 and abs(longitude) <= 180:
                    return latitude, longitude
        address = self.addresses.get(visit["Provider Patient Id"])
        if address and address["Latitude"] is not None:
            return float(address["Latitude"]), float(address["Longitude"])
        return None

    def states(self, visit: dict) -> set[str]:
        patients = (visit["Provider Patient Id"], visit["Payer Patient Id"])
        texts = [self.addresses.get(patient, {}).get("Address State") for patient in patients]
        if not any(texts):
            texts = [self.joined["DIMPROVIDER"][1][visit["Provider Id"]]["Address State"]]
        return {STATES.get(text.strip().upper(), text.strip().upper()) for text in texts if text}


class Detection:
    """All conflicts of the warehouse, as unordered pairs of visit ids with what is found about them."""

    def __init__(self, world, now) -> None:
        self.warehouse = Warehouse(world)
        self.now = now
        self.per_mile = Decimal(world.table("settings")[0]["ExtraDistancePer"])
        self.speeds = [(int(row["From"]), float(row["AverageMilesPerHour"])) for row in world.table("mph")]
        excluded = {row["SSN"].strip() for row in world.table("excluded_ssn")}
        agencies = {row["ProviderID"] for row in world.table("excluded_agency")}
        keys = defaultdict(list)
        for visit in self.warehouse.visits.values():
            ssn = (self.warehouse.joined["DIMCAREGIVER"][1][visit["Caregiver Id"]]["SSN"] or "").strip()
            provider = self.warehouse.joined["DIMPROVIDER"][1][visit["Provider Id"]]
            counts = provider["Is Active"] and not provider["Is Demo"] and provider["Provider Id"] not in agencies
            first_day = now.date().replace(year=now.year - 2)
            in_window = first_day <= visit["Visit Date"] <= now.date() + timedelta(days=45)
            if ssn and ssn not in excluded and counts and in_window:
                keys[visit["Visit Date"], ssn].append(visit)
        self.pairs = {}
        for visits in keys.values():
            for a, b in combinations(visits, 2):
                if a["Provider Id"] != b["Provider Id"] and (found := self.compare(a, b)):
                    self.pairs[frozenset((a["Visit Id"], b["Visit Id"]))] = found

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
            plain = [visit[name].replace(tzinfo=None) for name in ("Scheduled Start Time", "Scheduled End Time")]
            return 0, *plain
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
