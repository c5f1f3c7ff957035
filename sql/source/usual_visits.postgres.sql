-- What is usual: the median of the latest runs that were let through, a try of this run aside.
-- Writes: nothing. Parameters: run_id.
SELECT COUNT(*) AS runs, COALESCE(percentile_cont(0.5) WITHIN GROUP (ORDER BY visits), 0) AS visits
FROM (SELECT visits FROM ${schema}.pipeline_sources
      WHERE let_through AND run_id <> :run_id
      ORDER BY measured_at DESC LIMIT 8) latest
