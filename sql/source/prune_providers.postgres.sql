-- Forgets providers of measurements that are forgotten.
-- Writes: pipeline_source_providers. Parameters: none.
DELETE FROM ${schema}.pipeline_source_providers p
WHERE NOT EXISTS (SELECT 1 FROM ${schema}.pipeline_sources s WHERE s.run_id = p.run_id)
