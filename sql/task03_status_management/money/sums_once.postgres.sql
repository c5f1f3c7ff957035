-- The same with each minute of a visit once; the visits, and those of which no rate is known.
-- Writes: nothing. Parameters: none.
COALESCE(SUM(m.standing_price) FILTER (WHERE m.standing = 'unresolved'), 0) AS unresolved_once,
    COALESCE(SUM(m.standing_price) FILTER (WHERE m.standing = 'final'), 0) AS final_once,
    COUNT(*) FILTER (WHERE m.first_of_visit) AS visits,
    COUNT(*) FILTER (WHERE m.first_of_visit AND NOT m.rate_known) AS unknown_rates
