-- Lets the planner know how many keys there are.
-- Writes: nothing. Parameters: none.
ANALYZE ${schema}.pipeline_chunk_keys
