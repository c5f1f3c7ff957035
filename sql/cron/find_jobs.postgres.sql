-- The cron jobs of a name that the role sees, and whether it may switch them.
-- Writes: nothing. Parameters: name.
SELECT jobid, schedule, active,
    (SELECT bool_or(has_function_privilege(p.oid, 'EXECUTE')) FROM pg_proc p
     WHERE p.proname = 'alter_job' AND p.pronamespace = to_regnamespace('cron')) AS may_switch
FROM cron.job WHERE jobname = :name ORDER BY jobid
