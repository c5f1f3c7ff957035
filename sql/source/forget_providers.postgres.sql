-- Forgets what an earlier try of the run noted of providers.
-- Writes: pipeline_source_providers. Parameters: run_id.
DELETE FROM ${schema}.pipeline_source_providers WHERE run_id = :run_id
