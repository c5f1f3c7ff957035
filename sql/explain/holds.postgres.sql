-- The agencies that a run has put on hold.
-- Writes: nothing. Parameters: run_id.
SELECT CAST(h.provider_id AS text) AS provider_id, h.visits, h.usual_visits
FROM ${schema}.pipeline_source_providers h
WHERE h.run_id = :run_id AND h.on_hold
