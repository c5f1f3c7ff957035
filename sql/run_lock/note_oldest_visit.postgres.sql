-- Notes the oldest visit date of the source for a run, once: all its tasks go by the same.
-- Writes: pipeline_runs. Parameters: run_id, oldest.
UPDATE ${schema}.pipeline_runs SET oldest_visit_date = CAST(:oldest AS date)
WHERE run_id = :run_id AND oldest_visit_date IS NULL
