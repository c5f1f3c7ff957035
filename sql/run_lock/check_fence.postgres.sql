-- Reads the task's own fencing token, and holds it until the transaction ends; that of a frozen task is ended by the server.
-- Writes: nothing. Parameters: token.
SELECT set_config('idle_in_transaction_session_timeout', '30s', TRUE)
FROM ${schema}.pipeline_lock WHERE token = :token FOR KEY SHARE
