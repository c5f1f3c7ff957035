-- What the rules say of each explained pair of which detection looks at both visits, and whether detection detected it.
-- shared_minutes: of an overlap; below 0, of the gap.
-- Writes: nothing. Parameters: extra_distance_per, least_delta.
WITH pairs AS (
    SELECT q.a_visit_id, q.b_visit_id, ${include detection/is_written} AS writes, ${include detection/sides}
    FROM ${work(explained_pairs)} q
    JOIN ${work(base_visits)} a ON a.visit_id = q.a_visit_id
    JOIN ${work(base_visits)} b ON b.visit_id = q.b_visit_id
), flagged AS (
    ${include rules/conflict_flags}
), judged AS (
    SELECT g.*, ${include rules/states_meet} AS states_meet, ${include detection/is_conflict} AS is_conflict FROM flagged g
)
SELECT f.a_visit_id AS "a_visit_id", f.b_visit_id AS "b_visit_id",
    f.a_state AS "a_state", f.b_state AS "b_state", f.a_from AS "a_from", f.a_to AS "a_to", f.b_from AS "b_from", f.b_to AS "b_to",
    ${minutes_between(CASE WHEN f.a_from > f.b_from THEN f.a_from ELSE f.b_from END, CASE WHEN f.a_to < f.b_to THEN f.a_to ELSE f.b_to END)} AS "shared_minutes",
    f.same AS "same", f.overlap AS "overlap", f.miles AS "miles", f.miles_per_hour AS "miles_per_hour",
    f.travel_minutes AS "travel_minutes", f.gap_minutes AS "gap_minutes", f.travel_minutes - f.gap_minutes AS "margin_minutes",
    ${columns flag f."$name"},
    f.states_meet AS "states_meet", f.is_conflict AS "is_conflict", f.writes AS "writes",
    d.a_visit_id IS NOT NULL AS "detected"
FROM judged f
LEFT JOIN ${work(detected_pairs)} d
    ON (d.a_visit_id = f.a_visit_id AND d.b_visit_id = f.b_visit_id) OR (d.a_visit_id = f.b_visit_id AND d.b_visit_id = f.a_visit_id)
