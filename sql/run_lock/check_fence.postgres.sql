-- Reads the task's own fencing token, and holds it until the transaction ends.
-- Writes: nothing. Parameters: token.
SELECT 1 FROM ${schema}.pipeline_lock WHERE token = :token FOR KEY SHARE
