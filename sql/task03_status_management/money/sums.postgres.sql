-- The pairs of some rows m of the table, what is unresolved and what is final, as the view has them.
-- Writes: nothing. Parameters: none.
COUNT(*) AS pairs,
    ROUND(COALESCE(SUM(m.overlap_price) FILTER (WHERE m.standing = 'unresolved'), 0), 2) AS unresolved,
    ROUND(COALESCE(SUM(m.final_price), 0), 2) AS final
