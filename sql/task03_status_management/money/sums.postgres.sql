-- What is told of the money of some rows m of the table: the pairs and their visits, what is unresolved and what is final,
-- as the view has them and with each minute once, in whole cents; and the visits of which no rate is known.
-- Writes: nothing. Parameters: none.
COUNT(*) AS pairs, COUNT(*) FILTER (WHERE m.first_of_visit) AS visits,
    COUNT(*) FILTER (WHERE m.first_of_visit AND NOT m.rate_known) AS unknown_rates,
    ROUND(COALESCE(SUM(m.overlap_price) FILTER (WHERE m.standing = 'unresolved'), 0), 2) AS unresolved,
    COALESCE(SUM(m.standing_price) FILTER (WHERE m.standing = 'unresolved'), 0) AS unresolved_once,
    ROUND(SUM(m.final_price), 2) AS final,
    COALESCE(SUM(m.standing_price) FILTER (WHERE m.standing = 'final'), 0) AS final_once
