-- The second visits: their times follow from the first visit's and from the rule that they are made for. To some comes
-- a third, at the person's third agency or, for who has but two, once more at the second.
-- Writes: companion_plan. Variables: now.
CREATE OR REPLACE TABLE companion_plan AS
WITH chosen AS (
    SELECT *, 180 + 15 * pick(c, 'length', 18) AS minutes_here, long_over AS is_past,
           (15 + 5 * pick(c, 'shift', 21)) * CASE WHEN draw(c, 'earlier') < 0.5 THEN -1 ELSE 1 END AS shifted,
           -- same agency as the first visit for some of the benign ones: not a candidate at all
           CASE WHEN class = 'benign' AND draw(c, 'same agency') < 0.2 THEN caregiver % 4
                ELSE (caregiver % 4 + 1 + pick(c, 'other slot', slots - 1)) % slots END AS other_slot
    FROM base_plan WHERE c IS NOT NULL
), started AS (
    SELECT *, state = 'unstarted' AS base_unstarted,
           CASE rule WHEN 2 THEN visit_start
                     WHEN 3 THEN CASE WHEN state = 'unstarted' THEN sched_start END
                     WHEN 5 THEN visit_start + to_minutes(shifted)
                     WHEN 6 THEN CASE WHEN state = 'unstarted' THEN sched_start + to_minutes(shifted) END
                     WHEN 7 THEN visit_end + to_minutes(1 + pick(c, 'gap', 12)) END AS other_visit_start
    FROM chosen
), scheduled AS (
    SELECT *, CASE WHEN rule = 2 THEN visit_end WHEN rule = 3 AND base_unstarted THEN sched_end
                   ELSE other_visit_start + to_minutes(minutes_here) END AS other_visit_end,
           CASE WHEN rule = 1 THEN sched_start
                WHEN rule = 3 AND NOT base_unstarted THEN visit_start
                WHEN rule = 4 THEN sched_start + to_minutes(shifted)
                WHEN rule = 6 AND NOT base_unstarted THEN date_trunc('minute', visit_start) + to_minutes(shifted)
                WHEN rule > 0 THEN date_trunc('hour', other_visit_start)
                -- benign: another shift later that day; some that lie ahead begin where the first ends: no overlap
                WHEN NOT is_past AND draw(c, 'touch') < 0.3 THEN sched_end
                ELSE sched_end + to_minutes(105 + 15 * pick(c, 'pause', 10)) END AS other_start
    FROM started
), ended AS (
    SELECT *, CASE WHEN rule = 1 THEN sched_end WHEN rule = 3 AND NOT base_unstarted THEN visit_end
                   ELSE other_start + to_minutes(minutes_here) END AS other_end
    FROM scheduled
), with_thirds AS (
    SELECT *, false AS third FROM ended
    UNION ALL
    SELECT * EXCLUDE (later)
           REPLACE (CASE WHEN slots < 3 THEN other_slot WHEN 0 NOT IN (caregiver % 4, other_slot) THEN 0
                         WHEN 1 NOT IN (caregiver % 4, other_slot) THEN 1 ELSE 2 END AS other_slot,
                    other_start + later AS other_start, other_end + later AS other_end,
                    other_visit_start + later AS other_visit_start, other_visit_end + later AS other_visit_end), true
    FROM (SELECT *, to_minutes(CASE WHEN rule IN (1, 2, 3) THEN 0 ELSE 10 END) AS later FROM ended WHERE with_third)
), benign_visits AS (
    SELECT *, rule = 0 AND other_end + to_hours(2) < getvariable('now') AND draw(c, 'no show') > 0.04 AS took_place
    FROM with_thirds
)
SELECT c, i, third, class, rule, person * 4 + other_slot AS caregiver, visit_date, other_start AS sched_start,
       other_end AS sched_end,
       CASE WHEN took_place THEN other_start + to_minutes(pick(c, 'other late', 20) - 8)
            ELSE other_visit_start END AS visit_start,
       CASE WHEN took_place THEN other_end + to_minutes(pick(c, 'other leave', 20) - 12)
            ELSE other_visit_end END AS visit_end
FROM benign_visits;
