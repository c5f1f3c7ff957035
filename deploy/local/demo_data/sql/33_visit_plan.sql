-- Both kinds of visit in one shape, with the time of their last update: what decides whether they are in the delta.
-- Writes: visit_plan. Variables: now, base_visits, patients_per_agency.
CREATE OR REPLACE TABLE visit_plan AS
WITH merged AS (
    SELECT i AS n, i, c, coalesce(class, 'none') AS class, false AS second, caregiver, visit_date, sched_start, sched_end, visit_start, visit_end FROM base_plan
    UNION ALL
    SELECT getvariable('base_visits') + c, i, c, class, true, caregiver, visit_date, sched_start, sched_end, visit_start, visit_end FROM companion_plan
), touched AS (
    SELECT *, coalesce(visit_end, sched_end) AS ended, draw(n, 'update') AS u,
           CASE class WHEN 'delta' THEN CASE WHEN draw(i, 'touched side') < 0.55 THEN NOT second WHEN draw(i, 'touched side') < 0.8 THEN second ELSE true END
                      WHEN 'old' THEN false
                      WHEN 'gone' THEN draw(i, 'gone touched') < 0.2 AND NOT second
                      WHEN 'benign' THEN draw(n, 'benign touched') < 0.1
                      ELSE draw(n, 'touched') < 0.008 END AS touched
    FROM merged
), updated AS (
    SELECT *, CASE WHEN touched THEN getvariable('now') - to_minutes(CAST(floor(u * 2145) AS BIGINT))
                   WHEN ended > getvariable('now') THEN getvariable('now') - to_hours(37 + CAST(floor(u * 700) AS BIGINT))
                   WHEN class IN ('none', 'benign') AND ended + to_hours(30) > getvariable('now') THEN getvariable('now') - to_minutes(CAST(floor(u * 1800) AS BIGINT))
                   WHEN class IN ('none', 'benign') THEN ended + to_minutes(60 + CAST(floor(u * 1700) AS BIGINT))
                   ELSE least(ended + to_minutes(60 + CAST(floor(u * 1700) AS BIGINT)), getvariable('now') - to_hours(37 + CAST(floor(u * 100) AS BIGINT)))
              END AS updated
    FROM touched
)
SELECT n, class, second, class = 'gone' AND second AS gone, caregiver, visit_date, sched_start, sched_end, visit_start, visit_end,
       -- caregivers go to the same one or two patients most of the time
       pick(CASE WHEN draw(n, 'regular') < 0.75 THEN caregiver WHEN draw(n, 'regular') < 0.93 THEN caregiver + 500000000 ELSE n + 1000000000 END,
            'patient', getvariable('patients_per_agency')) AS patient_rank,
       visit_start IS NULL AND ended < getvariable('now') AND draw(n, 'missed') < 0.6 AS missed,
       CASE WHEN draw(n, 'no update') < 0.001 AND class = 'none' THEN NULL
            WHEN draw(n, 'clock ahead') < 0.0004 AND class = 'none' THEN getvariable('now') + to_minutes(20)
            WHEN class = 'gone' AND second AND draw(n, 'deleted late') < 0.15 THEN getvariable('now') - to_minutes(CAST(floor(u * 2000) AS BIGINT))
            ELSE updated END AS updated
FROM updated;
