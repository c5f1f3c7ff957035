-- What is unresolved and final in all, as it was counted last and as it would be. What is freed is rounded once, as a sum is.
-- Writes: nothing. Parameters: none.
SELECT b.pairs AS pairs_before, ROUND(b.unresolved, 2) AS unresolved_before, ROUND(a.unresolved, 2) AS unresolved_after,
    ROUND(b.unresolved - a.unresolved, 2) AS freed, ROUND(b.final, 2) AS final_before, ROUND(a.final, 2) AS final_after
FROM (SELECT ${include preview/worth} FROM ${store_schema}.pipeline_money m) b
CROSS JOIN (SELECT ${include preview/worth} FROM pg_temp.pipeline_money m) a
