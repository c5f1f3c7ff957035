-- Forgets what is no longer so, row by row: of all, or of those that were counted anew.
-- Writes: pipeline_money. Parameters: all.
DELETE FROM ${schema}.pipeline_money m
WHERE (CAST(:all AS boolean) OR m.map_row_id IN (SELECT w.id FROM money_wanted w)) AND NOT EXISTS (
    SELECT 1 FROM money_next n WHERE n.map_row_id = m.map_row_id AND ROW(n.*) IS NOT DISTINCT FROM ROW(m.*))
