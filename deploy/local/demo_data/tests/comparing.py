"""A stored row beside what detection says now."""

import math
import re
from datetime import datetime

from columns import SEVEN_FLAGS, map_columns

NOT_COMPARED = {
    side + name for side in ("", "Con") for name in ("LastUpdatedBy", "LastUpdatedDate", "AgencyContact", "AgencyPhone")
}
PAIR = {
    "MinuteDiffBetweenSch": "gap",
    "DistanceMilesFromLatLng": "miles",
    "AverageMilesPerHour": "mph",
}


def differences(detection, row: dict, pair: dict, visits: list[dict]) -> set[str]:
    sides = [detection.warehouse.attributes_of(visit) for visit in visits]
    expected = {name: pair[key] for name, key in PAIR.items()}
    expected |= dict(zip(SEVEN_FLAGS, pair["flags"], strict=True)) | {
        "SSN": sides[0]["SSN"],
        "VisitDate": sides[0]["VisitDate"],
    }
    travel = pair["travel"]
    expected["ETATravelMinutes"] = None if travel is None else math.floor(travel + 0.5)
    for column in map_columns():
        side, _, attribute = column["from"].partition(".")
        if column["filled_by"] == "detection" and side in ("first", "second"):
            expected[column["column"]] = sides[side == "second"][attribute]
    types = {column["column"]: column["postgres_type"] for column in map_columns()}
    return {
        name for name, value in expected.items() if name not in NOT_COMPARED and not same(row[name], value, types[name])
    }


def same(text: str | None, value, kind: str) -> bool:
    if kind == "int8" and isinstance(value, str) and not value.isdigit():
        value = None  # an application's id that is no number
    if text is None or value is None:
        return text is value
    if kind == "real":
        return math.isclose(float(text), float(value), rel_tol=2e-7)
    if kind == "timestamp":
        wanted = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return datetime.fromisoformat(text) == wanted.replace(tzinfo=None)
    if match := re.fullmatch(r"varchar\((\d+)\)", kind):
        return text == value[: int(match[1])]
    return text == str(value).lower() if kind == "bool" else text == str(value)
