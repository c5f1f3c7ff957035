-- Ends a slice that is no transaction of its own, within one that commits nothing: what began it counts no more.
-- Writes: locked (temporary). Parameters: none.
WITH emptied AS (DELETE FROM locked)
SELECT s.name, set_config(s.name, CASE WHEN s.name LIKE 'enable%' THEN s.reset_val ELSE '0' END, TRUE)
FROM pg_settings s
WHERE s.name IN ('lock_timeout', 'idle_in_transaction_session_timeout', 'enable_hashjoin', 'enable_mergejoin', 'enable_seqscan',
    'enable_material')
