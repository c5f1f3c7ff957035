-- The events and visits that are in conflict: at different providers; not of visits during an event of their own provider.
-- Writes: detected_pairs (temporary). Parameters: none.
${create_work(detected_pairs)} AS
SELECT o.event_id AS a_visit_id, o.visit_id AS b_visit_id, TRUE AS writes,
    ${columns flag 'N' AS "$name"},
    CAST(NULL AS INTEGER) AS "MinuteDiffBetweenSch",
    CAST(NULL AS DOUBLE PRECISION) AS "DistanceMilesFromLatLng", CAST(NULL AS DOUBLE PRECISION) AS "AverageMilesPerHour",
    CAST(NULL AS INTEGER) AS "ETATravelMinutes"
FROM ${work(visits_and_events)} o
WHERE NOT o.same_provider
    AND NOT EXISTS (SELECT 1 FROM ${work(visits_and_events)} own WHERE own.visit_id = o.visit_id AND own.same_provider)
