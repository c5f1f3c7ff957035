-- Notes what is not noted.
-- Writes: pipeline_trends. Parameters: none.
INSERT INTO ${schema}.pipeline_trends
SELECT n.* FROM trends_next n
WHERE NOT EXISTS (
    SELECT 1 FROM ${schema}.pipeline_trends t WHERE t.month = n.month AND t.dimension = n.dimension AND t.key = n.key)
