-- Counts the rows of written, in all and by rule.
-- Writes: nothing. Parameters: none.
SELECT COUNT(*) AS "rows",
    COUNT(*) FILTER (WHERE "SameSchTimeFlag" = 'Y') AS "SameSchTimeFlag",
    COUNT(*) FILTER (WHERE "SameVisitTimeFlag" = 'Y') AS "SameVisitTimeFlag",
    COUNT(*) FILTER (WHERE "SchAndVisitTimeSameFlag" = 'Y') AS "SchAndVisitTimeSameFlag",
    COUNT(*) FILTER (WHERE "SchOverAnotherSchTimeFlag" = 'Y') AS "SchOverAnotherSchTimeFlag",
    COUNT(*) FILTER (WHERE "VisitTimeOverAnotherVisitTimeFlag" = 'Y') AS "VisitTimeOverAnotherVisitTimeFlag",
    COUNT(*) FILTER (WHERE "SchTimeOverVisitTimeFlag" = 'Y') AS "SchTimeOverVisitTimeFlag",
    COUNT(*) FILTER (WHERE "DistanceFlag" = 'Y') AS "DistanceFlag",
    COUNT(*) FILTER (WHERE "InServiceFlag" = 'Y') AS "InServiceFlag"
FROM written
