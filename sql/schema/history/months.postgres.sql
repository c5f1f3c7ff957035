-- The months of the history, each with its partition, and whether it lies ahead.
-- Writes: nothing. Parameters: none.
SELECT c.relname AS partition, replace(substr(c.relname, length('pipeline_history_') + 1), '_', '-') AS month,
    pg_total_relation_size(c.oid) AS bytes,
    to_date(substr(c.relname, length('pipeline_history_') + 1), 'YYYY_MM') > CAST(now() AT TIME ZONE 'UTC' AS date) AS ahead
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = to_regclass('${schema}.pipeline_history') AND c.relname ~ '^pipeline_history_[0-9]{4}_[0-9]{2}$'
ORDER BY c.relname
