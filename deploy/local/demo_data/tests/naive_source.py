"""The warehouse in plain Python: how each kind of column is read, and each visit with its attributes."""

import re
import uuid
from datetime import UTC, datetime
from pathlib import Path

from columns import read_rows

NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")
STATES = {"NEW YORK": "NY", "PENNSYLVANIA": "PA", "MISSISSIPPI": "MS", "LONG ISLAND": "LI"}
INSTANTS = ("Visit Updated Timestamp", "Application Created UTC Timestamp")
OLDEST = datetime(1, 1, 1, tzinfo=UTC)
SPEC = Path(__file__).parents[4] / "tasks" / "lib" / "testing" / "src" / "main" / "resources" / "spec"


def attributes() -> list[dict[str, str]]:
    return read_rows(SPEC / "visit-attributes.csv")


def person(ssn: str | None) -> str | None:
    """Who an SSN stands for: its nine digits where it has exactly nine, else the text; None: nobody."""
    digits = re.sub("[^0-9]", "", ssn or "")
    found = digits if len(digits) == 9 else (ssn or "").strip()
    placeholder = found == "123456789" or (len(found) == 9 and found.isdigit() and len(set(found)) == 1)
    return None if placeholder else found or None


def as_uuid(text: str | None) -> str | None:
    try:
        return str(uuid.UUID((text or "").strip()))
    except ValueError:
        return None


def read(column: str, value):
    """A value of the warehouse as its kind is read: ids, days and times of the wall clock made alike."""
    if column.endswith(" Id") and column != "Admission Id":
        application = column.startswith("Application ")
        return (value if value is None else str(value)) if application else as_uuid(value)
    if isinstance(value, datetime) and column not in INSTANTS:
        return value.date() if column in ("Visit Date", "Invoice Date") else value.replace(tzinfo=None)
    return value


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
            "DIMSERVICECODE": ("Service Code Id", self.by("DIMSERVICECODE", "Service Code Id")),
        }
        self.users = self.by("DIMUSER", "User Id")
        self.patients = self.by("DIMPATIENT", "Patient Id")
        self.addresses = self.gps_addresses()
        self.visits = self.newest_visits()

    def rows(self, table: str) -> list[dict]:
        result = self.world.warehouse.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in result.description]
        return [{name: read(name, value) for name, value in zip(names, row, strict=True)} for row in result.fetchall()]

    def by(self, table: str, key: str, wanted: str = "") -> dict:
        return {row[key]: row for row in self.rows(table) if not wanted or row[wanted]}

    def newest_visits(self) -> dict:
        """Of several copies of a visit the newest counts."""
        newest: dict = {}
        for row in self.rows("FACTVISITCALLPERFORMANCE_CR"):
            if row["Visit Id"] is None or row["Provider Id"] is None:
                continue
            known = newest.setdefault(row["Visit Id"], row)
            if (row["Visit Updated Timestamp"] or OLDEST) > (known["Visit Updated Timestamp"] or OLDEST):
                newest[row["Visit Id"]] = row
        return newest

    def gps_addresses(self) -> dict:
        """The newest primary address with GPS of each patient; without a time it is the oldest."""
        newest: dict = {}
        for row in self.rows("DIMPATIENTADDRESS"):
            if row["Primary Address"] and "GPS" in row["Address Type"]:
                created = row["Application Created UTC Timestamp"]
                age = (created is not None, created and created.isoformat(), int(row["Application Patient Address Id"]))
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
            payer, contract = visit["Application Payer Id"], visit["Application Contract Id"]
            kinds = {(False, False): "UPR", (True, False): "Internal", (False, True): "Payer"}
            return None if None in (payer, contract) else kinds.get((payer == "0", contract == "0"))
        if name == "PayerState":
            payer = self.payer(visit)
            return payer and payer["Payer State"]
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

    def payer(self, visit: dict) -> dict | None:
        """The payer of a visit, where it is active and no demo."""
        payer = self.payers.get(visit["Payer Id"])
        return payer if payer and payer["Is Active"] is True and payer["Is Demo"] is False else None

    def contract(self, visit: dict):
        payer, contract = self.payer(visit), self.contracts.get(visit["Contract Id"])
        if payer:
            return payer["Payer Name"]
        return contract["Contract Name"] if contract and contract["Is Active"] else None

    def coordinates(self, visit: dict) -> tuple[float, float] | None:
        for text in (visit["Call Out GPS Coordinates"], visit["Call In GPS Coordinates"]):
            parts = [part.strip() for part in (text or "").replace('"', "").split(",")]
            if len(parts) == 2 and all(NUMBER.fullmatch(part) for part in parts):
                latitude, longitude = map(float, parts)
                if is_place(latitude, longitude):
                    return latitude, longitude
        address = self.addresses.get(visit["Provider Patient Id"])
        if address and address["Latitude"] is not None and is_place(address["Latitude"], address["Longitude"]):
            return address["Latitude"], address["Longitude"]
        return None

    def states(self, visit: dict) -> set[str]:
        patients = (visit["Provider Patient Id"], visit["Payer Patient Id"])
        texts = [self.addresses.get(patient, {}).get("Address State") for patient in patients]
        if not any(texts):
            texts = [self.joined["DIMPROVIDER"][1][visit["Provider Id"]]["Address State"]]
        return {STATES.get(text.strip().upper(), text.strip().upper()) for text in texts if text}


def is_place(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
