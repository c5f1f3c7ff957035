-- What "now" is for a run.
-- Writes: nothing. Parameters: run_id.
SELECT run_now FROM ${schema}.pipeline_runs WHERE run_id = :run_id
