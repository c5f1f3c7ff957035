-- The oldest visit date of the source, as it was noted for a run.
-- Writes: nothing. Parameters: run_id.
SELECT CAST(oldest_visit_date AS text) AS oldest_visit_date FROM ${schema}.pipeline_runs
WHERE run_id = :run_id AND oldest_visit_date IS NOT NULL
