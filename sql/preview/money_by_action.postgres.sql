-- What the rows that would be written are worth before and after, as the payers' common view counts; before as it was counted
-- last. Freed is what is unresolved before and not after.
-- Writes: nothing. Parameters: none.
SELECT c.action, COUNT(b.map_row_id) AS pairs_before, COUNT(a.map_row_id) AS pairs_after,
    ROUND(COALESCE(SUM(b.overlap_price) FILTER (WHERE b.standing = 'unresolved'), 0), 2) AS unresolved_before,
    ROUND(COALESCE(SUM(a.overlap_price) FILTER (WHERE a.standing = 'unresolved'), 0), 2) AS unresolved_after,
    ROUND(COALESCE(SUM(b.final_price), 0), 2) AS final_before, ROUND(COALESCE(SUM(a.final_price), 0), 2) AS final_after
FROM changes c
LEFT JOIN ${store_schema}.pipeline_money b ON b.map_row_id = c.id
LEFT JOIN pg_temp.pipeline_money a ON a.map_row_id = c.id
WHERE c.of_table = 'conflictvisitmaps'
GROUP BY c.action
ORDER BY c.action
