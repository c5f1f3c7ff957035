-- Takes away the ledger of an earlier plan of this run, and what is older than a month.
-- Writes: pipeline_chunks. Parameters: run_id.
DELETE FROM ${schema}.pipeline_chunks
WHERE run_id = :run_id OR planned_at < now() - INTERVAL '30 days'
