-- Visits of one stretch of numbers: who, when, and in which state they must be for what their companion is for.
-- Writes: base_plan. Variables: chunk_from, chunk_to, persons, turns, weeks, first_monday, now, conflicts,
-- a_third_each.
CREATE OR REPLACE TABLE base_plan AS
WITH numbered AS (
    SELECT i, i % getvariable('persons') AS person, i // getvariable('persons') AS turn
    FROM range(getvariable('chunk_from'), getvariable('chunk_to')) t(i)
), dated AS (
    -- a person's turns are spread over their working days, at most one on each
    SELECT n.i, k.c, k.class, coalesce(k.place <= getvariable('conflicts') AND k.place % getvariable('a_third_each') = 0,
                                        false) AS with_third, p.* EXCLUDE (ssn_parts, first_name, last_name),
           CAST(floor((n.turn + draw(n.i, 'turn') * (1 - getvariable('turns') / d.days::DOUBLE))
                      * d.days / getvariable('turns')) AS BIGINT) AS working_day
    FROM numbered n JOIN person p USING (person) LEFT JOIN companion k USING (i),
    LATERAL (SELECT getvariable('weeks') * p.days_per_week AS days) d
), timed AS (
    SELECT d.* EXCLUDE (shift),
           getvariable('first_monday') + CAST(7 * (working_day // days_per_week)
               + (first_weekday + working_day % days_per_week) % 7 AS INTEGER) AS visit_date,
           person * 4 + pick(i, 'slot', slots) AS caregiver, s.* EXCLUDE (shift),
           s.first_start + 15 * pick(i, 'start', s.start_steps) AS start_minute,
           s.shortest + 15 * pick(i, 'length', s.length_steps) AS minutes
    FROM dated d JOIN shift s ON s.shift = CASE WHEN draw(d.i, 'usual') < 0.75 THEN d.shift
         ELSE pick(d.i, 'unusual', 6) END
), scheduled AS (
    SELECT * EXCLUDE (first_start, start_steps, shortest, length_steps),
           visit_date + to_minutes(start_minute) AS sched_start,
           visit_date + to_minutes(start_minute + minutes) AS sched_end
    FROM timed
), ruled AS (
    SELECT *, sched_end + to_hours(12) < getvariable('now') AS long_over, draw(i, 'rule') AS d,
           CASE WHEN class IS NULL OR class = 'benign' THEN 0
                WHEN NOT long_over THEN CASE WHEN d < 0.35 THEN 1 ELSE 4 END
                WHEN d < 0.03 THEN 1 WHEN d < 0.11 THEN 2 WHEN d < 0.18 THEN 3 WHEN d < 0.24 THEN 4
                WHEN d < 0.62 THEN 5 WHEN d < 0.76 THEN 6 ELSE 7 END AS rule
    FROM scheduled
), stated AS (
    SELECT *, CASE WHEN rule IN (2, 5, 7) THEN 'completed' WHEN rule IN (1, 4) THEN 'unstarted'
                   WHEN rule IN (3, 6) THEN CASE WHEN draw(i, 'side') < 0.5 THEN 'completed' ELSE 'unstarted' END
                   WHEN sched_end + to_hours(2) < getvariable('now')
                        THEN CASE WHEN draw(i, 'no show') < 0.04 THEN 'unstarted' ELSE 'completed' END
                   WHEN sched_start < getvariable('now') THEN 'started' ELSE 'unstarted' END AS state
    FROM ruled
)
SELECT * EXCLUDE (d),
       -- calls come some minutes early or late, and now and then with seconds
       CASE WHEN state <> 'unstarted' THEN sched_start + to_minutes(pick(i, 'late', 25) - 10)
            + to_seconds(CASE WHEN draw(i, 'seconds in') < 0.3 THEN pick(i, 'second in', 60) ELSE 0 END)
       END AS visit_start,
       CASE WHEN state = 'completed' THEN sched_end + to_minutes(pick(i, 'leave', 25) - 14)
            + to_seconds(CASE WHEN draw(i, 'seconds out') < 0.3 THEN pick(i, 'second out', 60) ELSE 0 END)
       END AS visit_end
FROM stated;
