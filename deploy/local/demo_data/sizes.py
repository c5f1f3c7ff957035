"""How big each part of the demo world is, worked out from what was asked for."""

import calendar
import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# Of the pairs that are planned as conflicts between agencies in order, this share is detected: the others meet an SSN
# that is missing, excluded or written differently, a patient in another state, a journey that was possible after all.
DETECTABLE = 0.81
VISITS_PER_PERSON = 250
MONTHS_SHOWN = 18
# Days by which a copy lies before what it was copied from: in the months that are shown no more, and before the window.
PAST_BY, AGED_BY = 190, 784
# Every eighth of them gets a third visit, which makes about so many more pairs.
A_THIRD_EACH = 8
WITH_THIRDS = 1.15
# Ordered pairs that an in-service event makes where both agencies count, more of them where the visit is in conflict
# with another one; and the share of the visits that an event can be placed at.
PAIRS_AN_EVENT, MORE_PAIRS = 1.05, 0.9
NEAR_EVENTS = 0.63
# More second visits than this would make nearly every shift a conflict; what is stored beyond it has left the window.
MOST_CONFLICTS = 0.30


@dataclass(frozen=True)
class Order:
    """What was asked for; what was left open is a share of the visits."""

    visits: int
    seed: int
    now: datetime
    stored_rows: int | None = None
    detected_pairs: int | None = None
    stored_share: float = 1 / 3
    inservice_pairs: int | None = None


def sizes_of(order: Order) -> dict[str, object]:
    """The variables that the SQL files read."""
    stored = order.visits // 20 if order.stored_rows is None else order.stored_rows
    detected = order.visits // 50 if order.detected_pairs is None else order.detected_pairs
    agencies = min(800, max(16, order.visits // 4000))
    inservice = order.visits // 400 if order.inservice_pairs is None else order.inservice_pairs
    both_count = (1 - _agencies_off(agencies)) ** 2
    detectable = DETECTABLE * both_count * WITH_THIRDS
    delta = detected / 2 / detectable
    old = max(0.0, stored - detected * order.stored_share) / 2 / detectable
    delta_conflicts = math.ceil(min(delta, MOST_CONFLICTS * order.visits))
    old_conflicts = math.ceil(min(old, MOST_CONFLICTS * order.visits - delta_conflicts))
    benign, gone = order.visits // 25, max(10, order.visits // 50)
    conflicts = delta_conflicts + old_conflicts
    events = inservice / both_count / (PAIRS_AN_EVENT + MORE_PAIRS * conflicts / order.visits)
    base = order.visits - conflicts - conflicts // A_THIRD_EACH - benign
    persons = max(24, math.ceil(base / VISITS_PER_PERSON))
    return {
        "seed": order.seed,
        "now": order.now,
        "stored_rows": stored,
        "stored_share": order.stored_share,
        "delta_conflicts": delta_conflicts,
        "old_conflicts": old_conflicts,
        "conflicts": conflicts,
        "a_third_each": A_THIRD_EACH,
        "inservice_share": min(1.0, events / (NEAR_EVENTS * order.visits)),
        "benign": benign,
        "companions": conflicts + benign + gone,
        "base_visits": base,
        "persons": persons,
        "multi_persons": math.ceil(persons * 0.7),
        "turns": math.ceil(base / persons),
        "agencies": agencies,
        "patients_per_agency": max(12, math.ceil(persons * 3 / agencies)),
        "past_by": PAST_BY,
        "aged_by": AGED_BY,
        **_window(order.now),
    }


def _agencies_off(agencies: int) -> float:
    """About the share of agencies that do not count (sql/20_agencies.sql says which)."""
    return 1 / 41 + 1 / 53 + 1 / 61 + 1 / 67 + 1 / 71 + 5 / agencies


def _window(now: datetime) -> dict[str, object]:
    """Two years back to 45 days ahead. The warehouse shows 18 months of it, here in whole weeks."""
    source_from = _months_before(now.date(), MONTHS_SHOWN)
    first_monday = source_from + timedelta(days=-source_from.weekday() % 7)
    last_day = now.date() + timedelta(days=45)
    return {
        "window_from": _months_before(now.date(), 24),
        "source_from": source_from,
        "window_to": last_day,
        "first_monday": first_monday,
        "weeks": math.ceil(((last_day - first_monday).days + 1) / 7),
    }


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one of it."""
    month = day.year * 12 + day.month - 1 - months
    year, month = month // 12, month % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
