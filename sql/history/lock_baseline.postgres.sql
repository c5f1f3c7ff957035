-- Of tasks that work at once one counts; the others wait here, and see then that it has.
-- Writes: nothing. Parameters: none.
SELECT pg_advisory_xact_lock(hashtext('${schema}.pipeline_history'))
