-- The one row of each, where it is gone; under no fencing token that an earlier task had.
-- Writes: pipeline_lock, pipeline_steps. Parameters: none.
WITH steps AS (
    INSERT INTO ${schema}.pipeline_steps (id) VALUES (1) ON CONFLICT DO NOTHING
)
INSERT INTO ${schema}.pipeline_lock (id, token) VALUES (1, CAST(EXTRACT(EPOCH FROM now()) AS bigint)) ON CONFLICT DO NOTHING
