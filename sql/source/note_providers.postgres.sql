-- Notes each provider's visits of the window, what is usual of it, and whether it is on hold.
-- Writes: pipeline_source_providers. Parameters: run_id, ids, names, visits, usual, on_hold.
INSERT INTO ${schema}.pipeline_source_providers (run_id, provider_id, provider_name, visits, usual_visits, on_hold)
SELECT :run_id, p.*
FROM unnest(CAST(:ids AS uuid[]), CAST(:names AS text[]), CAST(:visits AS bigint[]), CAST(:usual AS bigint[]),
            CAST(:on_hold AS boolean[])) p
