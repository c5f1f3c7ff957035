-- Notes what a run measured, in the place of what an earlier try of it did.
-- Writes: pipeline_sources. Parameters: run_id, let_through, visits.
INSERT INTO ${schema}.pipeline_sources (run_id, measured_at, let_through, visits)
VALUES (:run_id, clock_timestamp(), :let_through, :visits)
ON CONFLICT (run_id) DO UPDATE
SET measured_at = EXCLUDED.measured_at, let_through = EXCLUDED.let_through, visits = EXCLUDED.visits
