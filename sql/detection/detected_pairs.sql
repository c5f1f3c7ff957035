-- The pairs of visits, on the searched keys, that are conflicts now; each pair once, the smaller id first.
-- writes: whether the join's mode (1: one of the two in the delta, 2: both) makes it one to be written.
-- Writes: detected_pairs (temporary). Parameters: least_delta, extra_distance_per.
${create_work(detected_pairs)} AS
WITH pairs AS (
    SELECT a.visit_id AS a_visit_id, b.visit_id AS b_visit_id,
        ${include detection/is_written} AS writes,
        ${include detection/sides}
    FROM ${work(base_visits)} a
    JOIN ${work(base_visits)} b ON b.key_no = a.key_no AND a.visit_id < b.visit_id AND ${include detection/providers_differ}
    WHERE NOT EXISTS (SELECT 1 FROM ${work(crowded_keys)} c WHERE c.key_no = a.key_no)
), flagged AS (
    ${include rules/conflict_flags}
)
SELECT a_visit_id, b_visit_id, writes,
    ${columns pair "$name"}
FROM flagged
WHERE ${include detection/is_conflict}
