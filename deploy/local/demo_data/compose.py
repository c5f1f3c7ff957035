"""The statement that makes rows of conflictvisitmaps from stored_row and the attributes of the two visits."""

from columns import SEVEN_FLAGS, as_stored, map_columns

# Columns whose value is not simply an attribute of one side: what detection finds about the pair ...
PAIR = {
    "SSN": 'a."SSN"',
    "VisitDate": "s.day",
    "MinuteDiffBetweenSch": "s.gap",
    "DistanceMilesFromLatLng": "s.miles",
    "AverageMilesPerHour": "s.mph",
    "ETATravelMinutes": "s.travel",
} | {flag: f"CASE WHEN s.flags[{n}] THEN 'Y' ELSE 'N' END" for n, flag in enumerate(SEVEN_FLAGS, 1)}
# ... and what the pipeline and the people around it keep.
KEPT = {
    "ID": "s.map_id",
    "CONFLICTID": "s.conflict_id",
    "GroupID": "g.group_id",
    "G_CRDATEUNIQUE": "g.grouped",
    "InServiceFlag": "CASE WHEN s.event_side > 0 AND draw(s.row_key, 'flagged') < 0.95 THEN 'Y' ELSE 'N' END",
    "PTOFlag": "CASE WHEN s.origin IN ('pto', 'taken') THEN 'Y' ELSE 'N' END",
    "ConPTOStartDate": "CASE WHEN s.origin IN ('pto', 'taken') THEN CAST(s.day AS TIMESTAMP) END",
    "ConPTOEndDate": "CASE WHEN s.origin IN ('pto', 'taken') THEN s.day + to_days(2) END",
    "CreatedDate": "s.created",
    "CRDATEUNIQUE": "s.conflict_created",
    "UpdatedDate": "s.updated",
    "UpdateFlag": "s.update_flag",
    "StatusFlag": "s.status",
    "ResolveDate": "CASE WHEN s.resolved_by_people THEN s.updated END",
    "ResolvedBy": "CASE WHEN s.resolved_by_people THEN 'Review desk ' || (1 + s.map_id % 9) END",
    "ConNoResponseFlag": "CASE WHEN s.silent THEN 'Yes' END",
    # people fill these, and what they filled stays
    "AgencyContact": "CASE WHEN draw(s.row_key, 'contact') < 0.25 THEN 'Ms Reed' END",
    "ConAgencyContact": "CASE WHEN draw(s.row_key, 'contact') < 0.2 THEN 'Mr Vale' END",
    "AgencyPhone": "CASE WHEN draw(s.row_key, 'phone') < 0.1 THEN '555-0199' ELSE a.\"AgencyPhone\" END",
    "ConAgencyPhone": "CASE WHEN draw(s.row_key, 'phone') < 0.05 THEN NULL ELSE b.\"AgencyPhone\" END",
    "FlagForReview": "CASE WHEN draw(s.row_key, 'review') < 0.02 THEN 'Yes' END",
    "FlagForReviewDate": "CASE WHEN draw(s.row_key, 'review') < 0.02 THEN s.created END",
}
# What moves with a visit that is put off to another day.
MOVED = {"VisitDate": "DATE"} | dict.fromkeys(("SchStartTime", "SchEndTime", "ConSchStartTime"), "TIMESTAMP")
DATED_BY = ("detection", "in-service detection", "status-management")
EVENTS_APART = 30_000_000
# The way an earlier run saw a pair that has changed since, by kind of change.
EARLIER = {
    1: {"Billed": "'?'", "BilledDate": "NULL", "BilledHours": "NULL"},
    2: {"VisitEndTime": 'coalesce("VisitEndTime", "SchEndTime") - to_minutes(7)'},
    3: {"P_PStatus": "'Referred'", "ConP_PStatus": "'Referred'"},
    4: {"AideStatus": "'On leave'"},
    5: dict.fromkeys(SEVEN_FLAGS, "'N'") | {"ConSchEndTime": '"ConSchEndTime" + to_minutes(45)'},
    6: {name: f'CAST("{name}" - to_days(3) AS {kind})' for name, kind in MOVED.items()},
}


def compose_statement() -> str:
    """Rows with row_from < ID <= row_to, exactly the columns of the table, in its order."""
    listed = ", ".join(f'"{column["column"]}"' for column in map_columns())
    return f"""
        SELECT {listed} FROM (
            SELECT * REPLACE ({_moved_back()}) FROM (
                SELECT * REPLACE ({_earlier()}) FROM (
                    SELECT {_plain()}, {_for_status_management()}, s.origin, s.copy, s.change, s.moved_by,
                           s.event_side
                    FROM stored_row s JOIN row_group g ON g.map_id = s.map_id
                    JOIN attribute a ON a."VisitID" = s.visit JOIN attribute b ON b."VisitID" = s.other
                    WHERE s.map_id > getvariable('row_from') AND s.map_id <= getvariable('row_to'))))"""


def _plain() -> str:
    """Every column as detection would have written it."""
    return ", ".join(
        f'{as_stored(_source(column), column["postgres_type"])} AS "{column["column"]}"'
        for column in map_columns()
        if column["filled_by"] != "status-management"
    )


def _source(column: dict[str, str]) -> str:
    name, side = column["column"], column["from"]
    if name in KEPT:
        return KEPT[name]
    if side.startswith("first."):
        return f'a."{side.removeprefix("first.")}"'
    if side.startswith("second."):
        return f'b."{side.removeprefix("second.")}"'
    return PAIR.get(name) or "NULL"


def _for_status_management() -> str:
    """The columns that status management computes; some rows were written by a run that did not come to it."""

    missing, late = "draw(s.row_key, 'computed') < 0.02", "draw(s.row_key, 'computed') > 0.99"

    def rate(v: str) -> str:
        scheduled = f'(epoch({v}."SchEndTime") - epoch({v}."SchStartTime")) / 3600.0'
        billed, rate = f"{v}.\"Billed\" = 'yes'", f'{v}."BillRateBoth"'
        known = f"{v}.\"RateType\" IN ('Hourly', 'Daily', 'Visit')"
        return f"""CAST(CASE WHEN {late} THEN 0 WHEN {rate} IS NULL OR {rate} <= 0 OR ({known}) IS NOT TRUE THEN 0
            WHEN {v}."RateType" = 'Hourly' THEN {rate} / 60.0
            WHEN {billed} THEN CASE WHEN {v}."BilledHours" > 0 THEN {rate} / {v}."BilledHours" / 60.0 ELSE 0 END
            WHEN {scheduled} <> 0 THEN {rate} / ({scheduled}) / 60.0 ELSE 0 END AS FLOAT)"""

    def times(v: str, end: str) -> str:
        return f'CAST(coalesce({v}."Visit{end}Time", {v}."Sch{end}Time", {v}."Inservice{end}Date") AS TIMESTAMP)'

    both = [f'{v}."VisitID" || \'~\' || CAST({v}."AppVisitID" AS BIGINT)' for v in "ab"]
    computed = {
        "ShVTSTTime": times("a", "Start"),
        "ShVTENTime": times("a", "End"),
        "CShVTSTTime": times("b", "Start"),
        "CShVTENTime": times("b", "End"),
        "BilledRateMinute": rate("a"),
        "ConBilledRateMinute": rate("b"),
        "ReverseUUID": f"least({both[0]}, {both[1]}) || '_' || greatest({both[0]}, {both[1]})",
    }
    return ", ".join(f'CASE WHEN NOT ({missing}) THEN {value} END AS "{name}"' for name, value in computed.items())


def _earlier() -> str:
    changed: dict[str, list[str]] = {}
    for kind, columns in EARLIER.items():
        for column, value in columns.items():
            changed.setdefault(column, []).append(f"WHEN change = {kind} THEN {value}")
    # the last update of a visit in the delta came after the row was written: no difference by itself
    for column in ("LastUpdatedDate", "ConLastUpdatedDate"):
        changed[column] = [f'WHEN "{column}" >= getvariable(\'now\') - to_hours(36) THEN "{column}" - to_days(3)']
    return ", ".join(f'CASE {" ".join(cases)} ELSE "{column}" END AS "{column}"' for column, cases in changed.items())


def _moved_back() -> str:
    """Copies have other visits and events, longer ago; vacations have no second visit and no flag of a rule."""
    moved = {
        "AppVisitID": _app_visit("AppVisitID", 1),
        "ConAppVisitID": _app_visit("ConAppVisitID", 2),
        "VisitID": f'CASE {_moved_id("VisitID", "AppVisitID", 1)} ELSE "VisitID" END',
        "ConVisitID": f"""CASE {_moved_id("ConVisitID", "ConAppVisitID", 2)}
            WHEN origin = 'pto' THEN make_id('vacation', "ConVisitID") ELSE "ConVisitID" END""",
        "ReverseUUID": "CASE WHEN copy = 0 AND origin <> 'pto' THEN \"ReverseUUID\" END",
    }
    for flag in SEVEN_FLAGS:
        moved[flag] = f"CASE WHEN origin IN ('pto', 'taken') THEN 'N' ELSE \"{flag}\" END"
    for column in map_columns():
        name, kind = column["column"], column["postgres_type"]
        if kind in ("date", "timestamp") and column["filled_by"] in DATED_BY:
            moved[name] = f'CAST("{name}" - to_days(CAST(moved_by AS INTEGER)) AS {kind})'
    return ", ".join(f'{value} AS "{name}"' for name, value in moved.items())


def _app_visit(name: str, side: int) -> str:
    """An event is known by its own application's number, of which its id is made."""
    return f'CASE WHEN copy > 0 AND event_side = {side} THEN "{name}" + {EVENTS_APART} ELSE "{name}" END'


def _moved_id(name: str, app_name: str, side: int) -> str:
    event = f"CAST(CAST(md5('I' || (\"{app_name}\" + {EVENTS_APART})) AS UUID) AS VARCHAR)"
    return f"""WHEN copy > 0 AND event_side = {side} THEN {event}
            WHEN copy > 0 THEN make_id('aged ' || copy, "{name}")"""
