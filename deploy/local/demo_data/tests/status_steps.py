"""Status management in plain Python, one row at a time: what each of its steps would write to a generated world."""

from collections import defaultdict
from datetime import datetime, timedelta

from naive_source import as_uuid

CLOSED, KEPT = {"R", "D"}, {"R", "D", "W", "I"}


class Statuses:
    """The stored rows, their conflicts and what the warehouse deleted; each step returns how many rows it writes."""

    def __init__(self, world, now: datetime) -> None:
        first, last = now.date().replace(year=now.year - 2), now.date() + timedelta(days=45)
        rows = world.table("conflictvisitmaps")
        self.rows = [row for row in rows if str(first) <= row["VisitDate"] <= str(last)]
        self.conflicts = {row["CONFLICTID"]: row for row in world.table("conflicts")}
        self.of_conflict = defaultdict(list)
        for row in self.rows:
            self.of_conflict[row["CONFLICTID"]].append(row)
        self.looked_at = [c for key, c in self.conflicts.items() if self.of_conflict[key]]
        deleted = 'SELECT "Visit Id" FROM FACTVISITCALLPERFORMANCE_DELETED_CR WHERE CAST("Visit Date" AS DATE) BETWEEN '
        since = '? AND ? AND CAST("Visit Updated Timestamp" AS TIMESTAMP) >= ?'
        found = world.query(deleted + since, first, last, now - timedelta(hours=36))
        self.deleted = {as_uuid(row[0]) for row in found}

    def written(self) -> dict[str, int]:
        """Every step in order, each after what those before it wrote."""
        steps = [name for name in vars(Statuses) if not name.startswith("_") and name != "written"]
        return {name: getattr(self, name)() for name in steps}

    def _set(self, rows: list[dict], status: str) -> int:
        resolved = None if status in "NU" else "now"
        for row in rows:
            row |= {"StatusFlag": status, "ResolveDate": resolved and (row["ResolveDate"] or resolved)}
        return len(rows)

    def _rows(self, conflict: dict) -> list[dict]:
        return self.of_conflict[conflict["CONFLICTID"]]

    def fetch_deleted_visit_ids(self) -> int:
        return len(self.deleted)

    def deleted_visits_cvm(self) -> int:
        gone = [row for row in self.rows if self.deleted & {row["VisitID"], row["ConVisitID"]}]
        return self._set([row for row in gone if row["StatusFlag"] != "D" or row["UpdateFlag"]], "D")

    def deleted_visits_cf(self) -> int:
        gone = [c for c in self.looked_at if any(row["VisitID"] in self.deleted for row in self._rows(c))]
        return self._set([c for c in gone if c["StatusFlag"] != "D"], "D")

    def ismissed_cascade_cf(self) -> int:
        def missed(conflict: dict) -> bool:
            rows = self._rows(conflict)
            first = any(row["IsMissed"] == "true" and row["StatusFlag"] not in KEPT for row in rows)
            return first or all("true" in (row["IsMissed"], row["ConIsMissed"]) for row in rows)

        return self._set([c for c in self.looked_at if c["StatusFlag"] not in KEPT and missed(c)], "R")

    def ismissed_cascade_cvm(self) -> int:
        missed = [row for row in self.rows if "true" in (row["IsMissed"], row["ConIsMissed"])]
        return self._set([row for row in missed if row["StatusFlag"] not in KEPT], "R")

    def updateflag_orphan_cleanup(self) -> int:
        marked = [row for row in self.rows if row["UpdateFlag"] == "1"]
        self._set([row for row in marked if row["StatusFlag"] not in KEPT], "R")
        return len(marked)

    def aggregation_mark_updatedrflag(self) -> int:
        return sum(c["UpdatedRFlag"] != "1" for c in self.looked_at)

    def aggregation_status_u_propagation(self) -> int:
        def reopened(conflict: dict) -> bool:
            return any(row["StatusFlag"] == "U" for row in self._rows(conflict))

        can_be = [c for c in self.looked_at if c["StatusFlag"] not in set("DIWU") and c["NoResponseFlag"] != "Yes"]
        return self._set([c for c in can_be if reopened(c)], "U")

    def cascade_resolve_cvm(self) -> int:
        closed = []
        for conflict in self.looked_at:
            rows = self._rows(conflict)
            still = [row for row in rows if row["StatusFlag"] not in CLOSED]
            if conflict["StatusFlag"] in CLOSED and len(still) <= 1:
                closed += [row for row in still if row["StatusFlag"] not in KEPT]
        return self._set(closed, "R")

    def cascade_resolve_cf(self) -> int:
        over = [c for c in self.looked_at if all(row["StatusFlag"] in CLOSED for row in self._rows(c))]
        return self._set([c for c in over if c["StatusFlag"] not in KEPT], "R")

    def noresponse_flag_cf(self) -> int:
        silent = [c for c in self.looked_at if c["NoResponseFlag"] == "Yes"]
        return self._set([c for c in silent if c["StatusFlag"] in set("UWI")], "N")

    def noresponse_flag_cvm(self) -> int:
        silent = [row for row in self.rows if row["ConNoResponseFlag"] == "Yes"]
        return self._set([row for row in silent if row["StatusFlag"] in set("UWI")], "N")

    def computed_time_columns(self) -> int:
        pairs = [("ShVTST", "", "Start"), ("ShVTEN", "", "End"), ("CShVTST", "Con", "Start"), ("CShVTEN", "Con", "End")]

        def wanted(row: dict, side: str, end: str) -> str | None:
            names = (f"{side}Visit{end}Time", f"{side}Sch{end}Time", f"{side}Inservice{end}Date")
            return next((row[name] for name in names if row[name]), None)

        return sum(any(row[f"{name}Time"] != wanted(row, side, end) for name, side, end in pairs) for row in self.rows)

    def computed_billed_rate(self) -> int:
        return sum(any(not _as_billed(row, side) for side in ("", "Con")) for row in self.rows)

    def computed_reverse_uuid(self) -> int:
        return sum(
            row["ReverseUUID"] is None and None not in (row["AppVisitID"], row["ConAppVisitID"]) for row in self.rows
        )


def _as_billed(row: dict, side: str) -> bool:
    stored = row[f"{side}BilledRateMinute"]
    return stored is not None and abs(float(stored) - _rate_a_minute(row, side)) <= 0.0001


def _rate_a_minute(row: dict, side: str) -> float:
    rate, billed = float(row[f"{side}BillRateBoth"] or 0), row[f"{side}Billed"] == "yes"
    kind, hours = row[f"{side}RateType"], row[f"{side}BilledHours"]
    if rate <= 0 or kind not in ("Hourly", "Daily", "Visit"):
        return 0
    if kind == "Hourly":
        return rate / 60
    if billed:
        return rate / float(hours) / 60 if float(hours or 0) > 0 else 0
    start, end = (datetime.fromisoformat(row[f"{side}Sch{name}Time"]) for name in ("Start", "End"))
    return rate / ((end - start).total_seconds() / 3600) / 60 if start != end else 0
