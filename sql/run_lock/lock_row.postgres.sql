-- One at a time: who wants to change the lock waits here for whoever is changing it, and then asks who holds it. Who is
-- frozen while changing it is ended by the server, or nobody could ever take the lock over.
-- Writes: nothing. Parameters: none.
SELECT set_config('idle_in_transaction_session_timeout', '30s', TRUE) FROM ${schema}.pipeline_lock FOR NO KEY UPDATE
