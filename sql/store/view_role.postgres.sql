-- Whether the role may refresh the dashboards' view.
-- Writes: nothing. Parameters: none.
SELECT CAST(c.relname AS text) AS view, pg_has_role(c.relowner, 'USAGE')
    OR CASE WHEN current_setting('server_version_num')::integer >= 170000
            THEN has_table_privilege(c.oid, 'MAINTAIN') ELSE FALSE END AS may_refresh
FROM pg_class c
WHERE c.oid = to_regclass('${schema}."${materialized_view}"') AND c.relkind = 'm'
