-- Says that the holder lives; no row means that the lock was taken over.
-- Writes: pipeline_lock. Parameters: token.
UPDATE ${schema}.pipeline_lock SET heard_at = clock_timestamp() WHERE token = :token RETURNING 1
