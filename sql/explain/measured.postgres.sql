-- What the last run noted of its source, of the runs that a gate has let through or of those that have none: which run it
-- was, and the oldest day that the source showed.
-- Writes: nothing. Parameters: with_gate.
SELECT r.run_id, CAST(r.oldest_visit_date AS text) AS oldest_visit_date
FROM ${schema}.pipeline_runs r
LEFT JOIN ${schema}.pipeline_sources s ON s.run_id = r.run_id
WHERE r.oldest_visit_date IS NOT NULL AND (s.run_id IS NOT NULL) = :with_gate AND s.let_through IS NOT FALSE
ORDER BY r.noted_at DESC NULLS LAST, r.run_id DESC
LIMIT 1
