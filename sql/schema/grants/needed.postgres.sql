-- What the role of the tasks needs: read, write and nothing more. It deletes no row but of the pipeline's own plans, measurements,
-- sums of money and trends, and of settings it writes two columns; what it creates takes the place of the staging table.
-- Writes: nothing. Parameters: none.
SELECT kind, name, privileges,
    CASE kind WHEN 'database' THEN format('DATABASE %I', name) WHEN 'schema' THEN 'SCHEMA ' || name
              WHEN 'sequence' THEN 'SEQUENCE ' || name ELSE name END AS object
FROM (
    SELECT 'database' AS kind, CAST(current_database() AS text) AS name, ARRAY['CONNECT', 'TEMPORARY'] AS privileges
    UNION ALL
    SELECT 'schema', '${schema}', ARRAY['USAGE', 'CREATE']
    UNION ALL
    SELECT 'table', '${schema}.settings', ARRAY['SELECT', 'UPDATE ("InProgressFlag")', 'UPDATE ("LastLoadDate")']
    UNION ALL
    SELECT 'table', '${schema}.pipeline_history', ARRAY['SELECT', 'INSERT']
    UNION ALL
    SELECT 'sequence', '${schema}.pipeline_history_event_id', ARRAY['USAGE']
    UNION ALL
    SELECT 'table', '${schema}.' || read, ARRAY['SELECT'] FROM unnest(ARRAY['mph', 'excluded_agency', 'excluded_ssn']) read
    UNION ALL
    SELECT 'table', '${schema}.' || updated, ARRAY['SELECT', 'UPDATE'] FROM unnest(ARRAY['pipeline_lock', 'pipeline_steps']) updated
    UNION ALL
    SELECT 'table', '${schema}.' || added, ARRAY['SELECT', 'INSERT', 'UPDATE']
    FROM unnest(ARRAY['conflicts', 'conflictvisitmaps', 'payer_provider_reminders', 'pipeline_runs', 'pipeline_money_seen',
        'pipeline_groups_seen']) added
    UNION ALL
    SELECT 'table', '${schema}.' || replaced, ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']
    FROM unnest(ARRAY['pipeline_chunks', 'pipeline_chunk_keys', 'pipeline_sources', 'pipeline_source_providers', 'pipeline_money',
        'pipeline_shard_tables', 'pipeline_shard_plans', 'pipeline_shards', 'pipeline_shard_stale', 'pipeline_trend_days',
        'pipeline_trend_months', 'pipeline_trends']) replaced
) needed
