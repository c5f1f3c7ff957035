-- Whether the materialized view is there, and whether it can be refreshed while people read it.
-- Writes: nothing. Parameters: none.
SELECT v.ispopulated AND EXISTS (
        SELECT 1 FROM pg_index i
        WHERE i.indrelid = to_regclass('${schema}."${materialized_view}"')
            AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL) AS concurrently
FROM pg_matviews v WHERE v.schemaname = '${schema}' AND v.matviewname = '${materialized_view}'
