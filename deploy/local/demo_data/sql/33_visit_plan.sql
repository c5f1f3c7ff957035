-- Both kinds of visit in one shape, with the time of their last update: what decides whether they are in the delta.
-- Writes: visit_plan. Variables: now, base_visits, companions, patients_per_agency.
CREATE OR REPLACE TABLE visit_plan AS
WITH merged AS (
    SELECT i AS n, i, c, coalesce(class, 'none') AS class, false AS second, caregiver, visit_date, sched_start,
           sched_end, visit_start, visit_end
    FROM base_plan
    UNION ALL
    SELECT getvariable('base_visits') + c + CASE WHEN third THEN getvariable('companions') ELSE 0 END, i, c, class, true, caregiver, visit_date, sched_start, sched_end,
           visit_start, visit_end
    FROM companion_plan
), touched AS (
    SELECT *, coalesce(visit_end, sched_end) AS ended, draw(n, 'update') AS u, draw(i, 'touched side') AS side,
           CASE class WHEN 'delta' THEN CASE WHEN side < 0.55 THEN NOT second WHEN side < 0.8 THEN second ELSE true END
                      WHEN 'old' THEN false
                      WHEN 'gone' THEN draw(i, 'gone touched') < 0.2 AND NOT second
                      WHEN 'benign' THEN draw(n, 'benign touched') < 0.1
                      ELSE draw(n, 'touched') < 0.008 END AS touched
    FROM merged
), closed AS (
    SELECT *, ended + to_minutes(60 + CAST(floor(u * 1700) AS BIGINT)) AS done_with FROM touched
), updated AS (
    -- the visits of conflicts that are to be outside the delta stay outside, also when they are recent
    SELECT *, CASE WHEN touched THEN before_now(u * 2145)
                   WHEN ended > getvariable('now') THEN before_now(37 * 60 + u * 42000)
                   WHEN class NOT IN ('none', 'benign') THEN least(done_with, before_now(37 * 60 + u * 6000))
                   WHEN ended + to_hours(30) > getvariable('now') THEN before_now(u * 1800)
                   ELSE done_with END AS updated
    FROM closed
)
SELECT n, class, second, class = 'gone' AND second AS gone, caregiver, visit_date, sched_start, sched_end, visit_start,
       visit_end,
       -- caregivers go to the same one or two patients most of the time
       pick(CASE WHEN draw(n, 'regular') < 0.75 THEN caregiver
            WHEN draw(n, 'regular') < 0.93 THEN caregiver + 500000000 ELSE n + 1000000000 END,
            'patient', getvariable('patients_per_agency')) AS patient_rank,
       visit_start IS NULL AND ended < getvariable('now') AND draw(n, 'missed') < 0.6 AS missed,
       CASE WHEN draw(n, 'no update') < 0.001 AND class = 'none' THEN NULL
            WHEN draw(n, 'clock ahead') < 0.0004 AND class = 'none' THEN getvariable('now') + to_minutes(20)
            WHEN class = 'gone' AND second AND draw(n, 'deleted late') < 0.15 THEN before_now(u * 2000)
            ELSE updated END AS updated
FROM updated;
