-- Read, write and nothing more: the pipeline deletes no row but of its own plans, measurements, sums of money and trends, and of settings it writes two columns; what it creates takes the place of the staging table.
-- Writes: privileges of the role. Parameters: none.
DO $grants$
BEGIN
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO "${role}"', current_database());
    GRANT USAGE, CREATE ON SCHEMA ${schema} TO "${role}";
    GRANT SELECT ON ${schema}.settings, ${schema}.mph, ${schema}.excluded_agency, ${schema}.excluded_ssn TO "${role}";
    GRANT UPDATE ("InProgressFlag", "LastLoadDate") ON ${schema}.settings TO "${role}";
    GRANT SELECT, INSERT, UPDATE ON ${schema}.conflicts, ${schema}.conflictvisitmaps,
        ${schema}.payer_provider_reminders TO "${role}";
    GRANT SELECT, UPDATE ON ${schema}.pipeline_lock, ${schema}.pipeline_steps TO "${role}";
    GRANT SELECT, INSERT, UPDATE ON ${schema}.pipeline_runs, ${schema}.pipeline_money_seen,
        ${schema}.pipeline_groups_seen TO "${role}";
    GRANT SELECT, INSERT ON ${schema}.pipeline_history TO "${role}";
    GRANT USAGE ON SEQUENCE ${schema}.pipeline_history_event_id TO "${role}";
    GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.pipeline_chunks, ${schema}.pipeline_chunk_keys,
        ${schema}.pipeline_sources, ${schema}.pipeline_source_providers, ${schema}.pipeline_money,
        ${schema}.pipeline_shard_tables, ${schema}.pipeline_shard_plans, ${schema}.pipeline_shards,
        ${schema}.pipeline_shard_stale, ${schema}.pipeline_trend_days, ${schema}.pipeline_trend_months, ${schema}.pipeline_trends TO "${role}";
END
$grants$
