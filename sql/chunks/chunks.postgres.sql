-- The ledger of a run, in the order of its chunks.
-- Writes: nothing. Parameters: run_id.
SELECT chunk_id, planned_at, rows, keys, first_date, last_date, state,
    EXTRACT(EPOCH FROM ended_at - started_at)::float8 AS seconds, updated, repaired, unchanged, marked
FROM ${schema}.pipeline_chunks
WHERE run_id = :run_id
ORDER BY chunk_id
