-- Sets what the tasks rely on for this connection, as far as this version of PostgreSQL knows it.
-- Writes: nothing. Parameters: settings.
SELECT s.name, pg_catalog.set_config(s.name, w.value, FALSE) AS value
FROM pg_catalog.jsonb_each_text(CAST(:settings AS pg_catalog.jsonb)) w
JOIN pg_catalog.pg_settings s ON s.name = w.key
