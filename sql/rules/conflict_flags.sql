-- What a conflict is: the seven rules and the distance columns, for each pair of the relation pairs.
-- Writes: nothing. Parameters: extra_distance_per.
-- Input: pairs (a_*, b_*), one row per pair of visits in any order, since every rule is symmetric, and
-- speeds (from_miles, to_miles, miles_per_hour), contiguous. Only what both databases read alike stands here:
-- CASE, COALESCE, comparisons. GREATEST and LEAST treat NULL differently, division of integers too.
WITH stated AS (
    SELECT p.*,
        CASE WHEN a_visit_start IS NULL AND a_visit_end IS NULL THEN 'UNSTARTED'
             WHEN a_visit_start IS NOT NULL AND a_visit_end IS NOT NULL THEN 'COMPLETED' END AS a_state,
        CASE WHEN b_visit_start IS NULL AND b_visit_end IS NULL THEN 'UNSTARTED'
             WHEN b_visit_start IS NOT NULL AND b_visit_end IS NOT NULL THEN 'COMPLETED' END AS b_state,
        CASE WHEN a_latitude IS NOT NULL AND b_latitude IS NOT NULL
             THEN ${round2(${haversine_km(a_latitude, a_longitude, b_latitude, b_longitude)}
                           / 1.609344 * CAST(:extra_distance_per AS DOUBLE PRECISION))} END AS miles
    FROM pairs p
), timed AS (
    SELECT s.*,
        CASE WHEN a_state = 'UNSTARTED' THEN a_sch_start ELSE a_visit_start END AS a_from,
        CASE WHEN a_state = 'UNSTARTED' THEN a_sch_end ELSE a_visit_end END AS a_to,
        CASE WHEN b_state = 'UNSTARTED' THEN b_sch_start ELSE b_visit_start END AS b_from,
        CASE WHEN b_state = 'UNSTARTED' THEN b_sch_end ELSE b_visit_end END AS b_to,
        CASE WHEN v.miles_per_hour > 0 THEN v.miles_per_hour END AS miles_per_hour
    FROM stated s
    LEFT JOIN ${work(speeds)} v ON s.miles >= v.from_miles AND (v.to_miles IS NULL OR s.miles < v.to_miles)
), related AS (
    SELECT t.*,
        a_from = b_from AND a_to = b_to AS same,
        a_from < b_to AND b_from < a_to AS overlap,
        ${round2(CAST(miles AS DOUBLE PRECISION) / miles_per_hour * 60)} AS travel_minutes,
        CASE WHEN a_state = 'COMPLETED' AND b_state = 'COMPLETED' THEN
            CASE WHEN a_from < b_from OR (a_from = b_from AND a_to <= b_to)
                 THEN ${minutes_between(a_to, b_from)} ELSE ${minutes_between(b_to, a_from)} END
        END AS minutes_apart
    FROM timed t
), gapped AS (
    SELECT r.*, CASE WHEN minutes_apart > 0 THEN minutes_apart WHEN minutes_apart <= 0 THEN 0 END AS gap_minutes
    FROM related r
)
SELECT g.*,
    CASE WHEN a_state = 'UNSTARTED' AND b_state = 'UNSTARTED' AND same THEN 'Y' ELSE 'N' END AS "SameSchTimeFlag",
    CASE WHEN a_state = 'COMPLETED' AND b_state = 'COMPLETED' AND same THEN 'Y' ELSE 'N' END AS "SameVisitTimeFlag",
    CASE WHEN a_state <> b_state AND same THEN 'Y' ELSE 'N' END AS "SchAndVisitTimeSameFlag",
    CASE WHEN a_state = 'UNSTARTED' AND b_state = 'UNSTARTED' AND overlap AND NOT same
         THEN 'Y' ELSE 'N' END AS "SchOverAnotherSchTimeFlag",
    CASE WHEN a_state = 'COMPLETED' AND b_state = 'COMPLETED' AND overlap AND NOT same
         THEN 'Y' ELSE 'N' END AS "VisitTimeOverAnotherVisitTimeFlag",
    CASE WHEN a_state <> b_state AND overlap AND NOT same THEN 'Y' ELSE 'N' END AS "SchTimeOverVisitTimeFlag",
    CASE WHEN a_state = 'COMPLETED' AND b_state = 'COMPLETED' AND NOT overlap AND NOT same
              AND travel_minutes > gap_minutes THEN 'Y' ELSE 'N' END AS "DistanceFlag",
    gap_minutes AS "MinuteDiffBetweenSch",
    miles AS "DistanceMilesFromLatLng",
    miles_per_hour AS "AverageMilesPerHour",
    FLOOR(travel_minutes + 0.5) AS "ETATravelMinutes"
FROM gapped g
