-- Of several that change the form of the history at once each waits for the one before.
-- Writes: nothing. Parameters: none.
SELECT pg_advisory_xact_lock(hashtext('${schema}.pipeline_history months'))
