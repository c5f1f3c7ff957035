-- Whether this server, or what is set for role and database, takes no writes.
-- Writes: nothing. Parameters: none.
SELECT pg_catalog.pg_is_in_recovery() AS in_recovery, s.setting AS read_only, s.source,
    CAST(current_user AS text) AS role, CAST(pg_catalog.current_database() AS text) AS database
FROM pg_catalog.pg_settings s WHERE s.name = 'default_transaction_read_only'
