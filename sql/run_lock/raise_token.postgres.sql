-- Makes everything that still runs under the present fencing token unable to write.
-- Writes: pipeline_lock. Parameters: none.
UPDATE ${schema}.pipeline_lock SET token = token + 1, heard_at = clock_timestamp() RETURNING token
