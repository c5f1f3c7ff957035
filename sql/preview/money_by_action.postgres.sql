-- What the rows that would be written are worth before and after, as the payers' common view counts; before as it was counted
-- last. Freed is what is unresolved before and not after, rounded once, as a sum is.
-- Writes: nothing. Parameters: none.
SELECT s.action, ROUND(s.unresolved_before, 2) AS unresolved_before, ROUND(s.unresolved_after, 2) AS unresolved_after,
    ROUND(s.unresolved_before - s.unresolved_after, 2) AS freed,
    ROUND(s.final_before, 2) AS final_before, ROUND(s.final_after, 2) AS final_after
FROM (
    SELECT c.action,
        COALESCE(SUM(b.overlap_price) FILTER (WHERE b.standing = 'unresolved'), 0) AS unresolved_before,
        COALESCE(SUM(a.overlap_price) FILTER (WHERE a.standing = 'unresolved'), 0) AS unresolved_after,
        COALESCE(SUM(b.final_price), 0) AS final_before, COALESCE(SUM(a.final_price), 0) AS final_after
    FROM changes c
    LEFT JOIN ${store_schema}.pipeline_money b ON b.map_row_id = c.id
    LEFT JOIN pg_temp.pipeline_money a ON a.map_row_id = c.id
    WHERE c.of_table = 'conflictvisitmaps'
    GROUP BY c.action
) s
ORDER BY s.action
