-- What VACUUM and ANALYZE need on tables of others; PostgreSQL has this privilege since version 17.
-- Writes: privileges of the role. Parameters: none.
GRANT MAINTAIN ON ${schema}.conflicts, ${schema}.conflictvisitmaps, ${schema}.settings, ${schema}.mph,
    ${schema}.excluded_agency, ${schema}.excluded_ssn, ${schema}.payer_provider_reminders,
    ${schema}.pipeline_lock, ${schema}.pipeline_runs, ${schema}.pipeline_steps,
    ${schema}.pipeline_chunks, ${schema}.pipeline_chunk_keys,
    ${schema}.pipeline_sources, ${schema}.pipeline_source_providers, ${schema}.pipeline_money, ${schema}.pipeline_money_seen,
    ${schema}.pipeline_groups_seen,
    ${schema}.pipeline_shard_tables, ${schema}.pipeline_shard_plans, ${schema}.pipeline_shards,
    ${schema}.pipeline_shard_stale,
    ${schema}.pipeline_trend_days, ${schema}.pipeline_trend_months, ${schema}.pipeline_trends,
    ${schema}.pipeline_schema_history TO "${role}"
