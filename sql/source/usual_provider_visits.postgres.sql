-- The same of each provider, by the runs in which it was not on hold: what a missing feed shows does not become usual.
-- Writes: nothing. Parameters: run_id.
SELECT provider_id, MAX(provider_name) FILTER (WHERE age = 1) AS name, COUNT(*) AS runs,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY visits) AS visits
FROM (SELECT p.provider_id, p.provider_name, p.visits,
          ROW_NUMBER() OVER (PARTITION BY p.provider_id ORDER BY s.measured_at DESC) AS age
      FROM ${schema}.pipeline_source_providers p
      JOIN ${schema}.pipeline_sources s ON s.run_id = p.run_id
      WHERE s.let_through AND NOT p.on_hold AND s.run_id <> :run_id) noted
WHERE age <= 8
GROUP BY provider_id
