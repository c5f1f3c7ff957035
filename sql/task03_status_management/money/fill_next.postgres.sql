-- The money of each row. In the order of their minutes each row counts those that no earlier one of its visit has, none
-- beyond the shift; the price is that of the visit's minutes so far less that of those before, so that whole cents add up.
-- Where the rows of a visit differ, the longest shift and the highest rate count.
-- Writes: money_next (temporary). Parameters: none.
INSERT INTO money_next
WITH added AS (
    SELECT r.map_row_id, r.conflict_id, r.visit_id, r.standing, r.from_minute,
        MAX(GREATEST(r.full_minutes, 0)) OVER of_visit AS shift, MAX(r.rate) OVER of_visit AS rate,
        GREATEST(0, r.from_minute + r.overlap_minutes - GREATEST(r.from_minute,
            MAX(r.from_minute + r.overlap_minutes) OVER before_in_visit)) AS visit_added,
        GREATEST(0, r.from_minute + r.overlap_minutes - GREATEST(r.from_minute,
            MAX(r.from_minute + r.overlap_minutes) OVER before_in_standing)) AS standing_added,
        GREATEST(0, r.from_minute + r.overlap_minutes - GREATEST(r.from_minute,
            MAX(r.from_minute + r.overlap_minutes) OVER before_in_group)) AS group_added
    FROM money_rows r
    WINDOW of_visit AS (PARTITION BY r.conflict_id, r.visit_id),
        before_in_visit AS (PARTITION BY r.conflict_id, r.visit_id ORDER BY r.from_minute, r.map_row_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        before_in_standing AS (PARTITION BY r.conflict_id, r.visit_id, r.standing ORDER BY r.from_minute, r.map_row_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        before_in_group AS (PARTITION BY r.group_id ORDER BY r.from_minute, r.map_row_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), summed AS (
    SELECT a.map_row_id, a.rate, a.group_added, ROW_NUMBER() OVER in_visit = 1 AS first_of_visit,
        LEAST(SUM(a.visit_added) OVER in_visit, a.shift) AS visit_after,
        LEAST(SUM(a.visit_added) OVER in_visit - a.visit_added, a.shift) AS visit_before,
        LEAST(SUM(a.standing_added) OVER in_standing, a.shift) AS standing_after,
        LEAST(SUM(a.standing_added) OVER in_standing - a.standing_added, a.shift) AS standing_before
    FROM added a
    WINDOW in_visit AS (PARTITION BY a.conflict_id, a.visit_id ORDER BY a.from_minute, a.map_row_id
            ROWS UNBOUNDED PRECEDING),
        in_standing AS (PARTITION BY a.conflict_id, a.visit_id, a.standing ORDER BY a.from_minute, a.map_row_id
            ROWS UNBOUNDED PRECEDING)
)
SELECT r.map_row_id, r.conflict_id, r.group_id, r.visit_id, r.visit_date, r.payer_id, r.provider_id, r.county, r.standing,
    r.rules, r.cost_type, r.visit_type, r.conflict_type, r.full_minutes, r.overlap_minutes,
    COALESCE(r.full_minutes * r.rate, 0), COALESCE(r.overlap_minutes * r.rate, 0),
    CASE WHEN r.standing = 'final' THEN COALESCE(r.overlap_minutes * r.rate, 0) ELSE 0 END,
    s.first_of_visit, s.rate IS NOT NULL,
    s.visit_after - s.visit_before, ROUND(s.visit_after * s.rate, 2) - ROUND(s.visit_before * s.rate, 2),
    s.standing_after - s.standing_before, ROUND(s.standing_after * s.rate, 2) - ROUND(s.standing_before * s.rate, 2),
    s.group_added
FROM money_rows r JOIN summed s ON s.map_row_id = r.map_row_id
