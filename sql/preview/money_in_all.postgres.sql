-- What is unresolved and final in all, as it was counted last and as it would be.
-- Writes: nothing. Parameters: none.
SELECT b.pairs AS pairs_before, a.pairs AS pairs_after, b.unresolved AS unresolved_before, a.unresolved AS unresolved_after,
    b.final AS final_before, a.final AS final_after
FROM (SELECT ${include task03_status_management/money/sums} FROM ${store_schema}.pipeline_money m) b
CROSS JOIN (SELECT ${include task03_status_management/money/sums} FROM pg_temp.pipeline_money m) a
