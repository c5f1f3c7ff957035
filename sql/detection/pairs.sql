-- The detected pairs; of those that are not to be written the ids and the key suffice.
-- Writes: nothing. Parameters: none.
SELECT key_no AS "key_no", a_visit_id AS "a_visit_id", b_visit_id AS "b_visit_id", writes AS "writes",
    "SameSchTimeFlag", "SameVisitTimeFlag", "SchAndVisitTimeSameFlag", "SchOverAnotherSchTimeFlag",
    "VisitTimeOverAnotherVisitTimeFlag", "SchTimeOverVisitTimeFlag", "DistanceFlag",
    "MinuteDiffBetweenSch", "DistanceMilesFromLatLng", "AverageMilesPerHour", "ETATravelMinutes"
FROM detected_pairs
