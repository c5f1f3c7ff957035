-- The pairs of visits, on the searched keys, that are conflicts now; each pair once, the smaller id first.
-- writes: whether the join's mode (1: one of the two in the delta, 2: both) makes it one to be written.
-- Writes: detected_pairs (temporary). Parameters: least_delta, extra_distance_per.
${create_work(detected_pairs)} AS
WITH pairs AS (
    SELECT a.visit_id AS a_visit_id, b.visit_id AS b_visit_id,
        a.is_delta + b.is_delta >= :least_delta AS writes,
        a.sch_start AS a_sch_start, a.sch_end AS a_sch_end, a.visit_start AS a_visit_start, a.visit_end AS a_visit_end,
        b.sch_start AS b_sch_start, b.sch_end AS b_sch_end, b.visit_start AS b_visit_start, b.visit_end AS b_visit_end,
        a.latitude AS a_latitude, a.longitude AS a_longitude, b.latitude AS b_latitude, b.longitude AS b_longitude,
        a.state_1 AS a_state_1, a.state_2 AS a_state_2, b.state_1 AS b_state_1, b.state_2 AS b_state_2
    FROM ${work(base_visits)} a
    JOIN ${work(base_visits)} b ON b.key_no = a.key_no AND a.visit_id < b.visit_id AND a.provider_id <> b.provider_id
    WHERE NOT EXISTS (SELECT 1 FROM ${work(crowded_keys)} c WHERE c.key_no = a.key_no)
), flagged AS (
    ${include rules/conflict_flags}
)
SELECT a_visit_id, b_visit_id, writes,
    ${columns pair "$name"}
FROM flagged
WHERE 'Y' IN (${columns flag "$name"})
    AND ${include rules/states_meet}
