-- Notes the oldest visit date that a run sees in the source: stored rows before it are out of reach.
-- Writes: pipeline_runs. Parameters: run_id, oldest.
UPDATE ${schema}.pipeline_runs SET oldest_visit_date = CAST(:oldest AS date) WHERE run_id = :run_id
