-- Takes away plans that are older than a month.
-- Writes: pipeline_shard_plans. Parameters: none.
DELETE FROM ${schema}.pipeline_shard_plans WHERE planned_at < now() - INTERVAL '30 days'
