-- Notes what "now" is for a run, once, and gives back what is noted.
-- Writes: pipeline_runs. Parameters: run_id, run_now.
INSERT INTO ${schema}.pipeline_runs (run_id, run_now)
VALUES (:run_id, CAST(:run_now AS timestamptz))
ON CONFLICT (run_id) DO UPDATE SET run_id = EXCLUDED.run_id
RETURNING run_now
