-- What a first run should find, for people and for tests.
-- Writes: summary. Variables: none.
CREATE TABLE summary AS
WITH live AS (SELECT * FROM pair WHERE class = 'live'),
new AS (
    SELECT d.* FROM (SELECT a AS visit, b AS other, missed FROM live WHERE is_delta
                     UNION ALL SELECT b, a, missed FROM live WHERE is_delta) d
    ANTI JOIN (SELECT visit, other FROM stored_row WHERE copy = 0 AND origin <> 'pto') s USING (visit, other)
),
counted(place, name, value) AS (
    SELECT 1, 'visits', count(*) FROM any_visit WHERE NOT gone
    UNION ALL SELECT 2, 'visits in the delta', count(*) FROM any_visit
        WHERE NOT gone AND "Visit Updated Timestamp" >= CAST(getvariable('now') AS TIMESTAMPTZ) - to_hours(36)
    UNION ALL SELECT 2, 'visits of nobody''s number', count(*) FROM any_visit v
        JOIN source.DIMCAREGIVER c USING ("Caregiver Id") WHERE NOT v.gone AND is_placeholder(person_of(c."SSN"))
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
    UNION ALL SELECT 9, 'detected, not stored yet: ' || CASE WHEN missed THEN 'left out, of a missed visit' ELSE 'inserted' END,
        count(*) FROM new GROUP BY missed
    UNION ALL SELECT 10, 'stored conflicts', count(*) FROM out_conflicts
    UNION ALL SELECT 11, 'stored rows', count(*) FROM stored_row
    UNION ALL SELECT 12, 'stored: ' || origin, count(*) FROM stored_row GROUP BY origin
    UNION ALL SELECT 13, 'stored rows with status ' || status, count(*) FROM stored_row GROUP BY status
)
SELECT place * 1000 + row_number() OVER (PARTITION BY place ORDER BY name) AS place, name, value FROM counted;
