-- What a first run should find, for people and for tests.
-- Writes: summary. Variables: none.
CREATE TABLE summary AS
WITH live AS (SELECT * FROM pair WHERE class = 'live'),
counted(place, name, value) AS (
    SELECT 1, 'visits', count(*) FROM warehouse.BI.FACTVISITCALLPERFORMANCE_CR
    UNION ALL SELECT 2, 'visits in the delta', count(*) FROM warehouse.BI.FACTVISITCALLPERFORMANCE_CR
        WHERE "Visit Updated Timestamp" >= CAST(getvariable('now') AS TIMESTAMPTZ) - to_hours(36)
    UNION ALL SELECT 3, 'deleted visits', count(*) FROM warehouse.BI.FACTVISITCALLPERFORMANCE_DELETED_CR
    UNION ALL SELECT 4, 'in-service events', count(*) FROM warehouse.BI.FACTCAREGIVERINSERVICE
    UNION ALL SELECT 5, 'in-service pairs (ordered)', 2 * count(*) FROM inservice_pair WHERE NOT gone
    UNION ALL SELECT 6, 'conflict pairs (ordered)', 2 * count(*) FROM live
    UNION ALL SELECT 7, 'detected pairs (ordered)', 2 * count(*) FROM live WHERE is_delta
    UNION ALL SELECT 8, 'detected: ' || rule, 2 * count(*) FILTER (flags[n])
    FROM live, (VALUES (1, 'SameSchTimeFlag'), (2, 'SameVisitTimeFlag'),
        (3, 'SchAndVisitTimeSameFlag'), (4, 'SchOverAnotherSchTimeFlag'), (5, 'VisitTimeOverAnotherVisitTimeFlag'),
        (6, 'SchTimeOverVisitTimeFlag'),
        (7, 'DistanceFlag')) r(n, rule) WHERE is_delta GROUP BY n, rule
    UNION ALL SELECT 9, 'stored conflicts', count(*) FROM out_conflicts
    UNION ALL SELECT 10, 'stored rows', count(*) FROM stored_row
    UNION ALL SELECT 11, 'stored: ' || origin, count(*) FROM stored_row GROUP BY origin
    UNION ALL SELECT 12, 'stored rows with status ' || status, count(*) FROM stored_row GROUP BY status
)
SELECT place * 1000 + row_number() OVER (PARTITION BY place ORDER BY name) AS place, name, value FROM counted;
