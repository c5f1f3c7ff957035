-- For a transaction that holds rows people click on: it waits for nobody for long, a frozen task's is ended by the
-- server, and its statements find their rows one by one, by index: a slice costs the same whatever else there is. Its
-- statements ask for a column within COALESCE or the like where what is stored of it may be all, or none, of the values
-- that statistics know: the planner then reckons with a part of the table, and does not begin there. The triggers of the
-- history see who writes.
-- Writes: nothing. Parameters: none.
SELECT set_config('conflict.writer', 'pipeline', TRUE),
    set_config('lock_timeout', '2s', TRUE), set_config('idle_in_transaction_session_timeout', '3s', TRUE),
    set_config('enable_hashjoin', 'off', TRUE), set_config('enable_mergejoin', 'off', TRUE),
    set_config('enable_seqscan', 'off', TRUE), set_config('enable_material', 'off', TRUE)
