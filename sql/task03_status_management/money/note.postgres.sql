-- Notes what is not noted.
-- Writes: pipeline_money. Parameters: none.
INSERT INTO ${schema}.pipeline_money
SELECT n.* FROM money_next n
WHERE NOT EXISTS (SELECT 1 FROM ${schema}.pipeline_money m WHERE m.map_row_id = n.map_row_id)
