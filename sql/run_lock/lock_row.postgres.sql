-- One at a time: who wants to change the lock waits here for whoever is changing it, and then asks who holds it.
-- Writes: nothing. Parameters: none.
SELECT 1 FROM ${schema}.pipeline_lock FOR NO KEY UPDATE
