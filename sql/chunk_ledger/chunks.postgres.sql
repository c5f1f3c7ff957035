-- The ledger of a run, in the order of its chunks.
-- Writes: nothing. Parameters: run_id.
SELECT chunk_id, planned_at, rows, keys, first_date, last_date, state, started_at, ended_at,
    updated, repaired, unchanged, marked
FROM ${schema}.pipeline_chunks
WHERE run_id = :run_id
ORDER BY chunk_id
