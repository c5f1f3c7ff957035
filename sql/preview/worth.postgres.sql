-- The pairs of some rows m of the money, what is unresolved and what is final, not yet rounded: differences are made of it.
-- Writes: nothing. Parameters: none.
COUNT(m.map_row_id) AS pairs,
    COALESCE(SUM(m.overlap_price) FILTER (WHERE m.standing = 'unresolved'), 0) AS unresolved,
    COALESCE(SUM(m.final_price), 0) AS final
