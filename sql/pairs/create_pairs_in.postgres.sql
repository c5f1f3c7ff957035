-- Holds the detected pairs, each once.
-- Writes: pairs_in (temporary). Parameters: none.
CREATE TEMPORARY TABLE pairs_in (
    a_visit_id uuid, b_visit_id uuid, writes boolean,
    "SameSchTimeFlag" text, "SameVisitTimeFlag" text, "SchAndVisitTimeSameFlag" text, "SchOverAnotherSchTimeFlag" text,
    "VisitTimeOverAnotherVisitTimeFlag" text, "SchTimeOverVisitTimeFlag" text, "DistanceFlag" text,
    "MinuteDiffBetweenSch" integer, "DistanceMilesFromLatLng" real, "AverageMilesPerHour" real, "ETATravelMinutes" integer
)
