-- What switching the cron job takes, in pg_cron's database; the job itself must be the role's own.
-- Writes: privileges of the role. Parameters: none.
DO $grants$
BEGIN
    GRANT USAGE ON SCHEMA cron TO "${role}";
    GRANT SELECT ON cron.job TO "${role}";
    GRANT EXECUTE ON FUNCTION cron.alter_job TO "${role}";
END
$grants$
