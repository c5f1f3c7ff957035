-- Leaves the lock to its run when the task that took it ends; no row means that the lock was taken over.
-- Writes: pipeline_lock. Parameters: token.
UPDATE ${schema}.pipeline_lock SET kept = TRUE WHERE token = :token RETURNING 1
