-- What other runs have kept in the warehouse. They have ended: this one holds the lock.
-- Writes: nothing. Parameters: run_id.
SELECT kept FROM ${schema}.pipeline_shard_tables WHERE run_id <> :run_id ORDER BY noted_at, kept
