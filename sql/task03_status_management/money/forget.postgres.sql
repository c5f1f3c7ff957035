-- Forgets what is no longer so, row by row.
-- Writes: pipeline_money. Parameters: none.
DELETE FROM ${schema}.pipeline_money m
WHERE NOT EXISTS (
    SELECT 1 FROM money_next n WHERE n.map_row_id = m.map_row_id AND ROW(n.*) IS NOT DISTINCT FROM ROW(m.*))
