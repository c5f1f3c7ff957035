-- The tables of the schema, and what the role may do with them; who may maintain a table may VACUUM it.
-- Writes: nothing. Parameters: none.
SELECT c.relname AS name, c.relkind = 'r' AS is_table,
    has_table_privilege(c.oid, 'SELECT') AS may_select,
    has_table_privilege(c.oid, 'INSERT') AS may_insert,
    has_table_privilege(c.oid, 'DELETE') AS may_delete,
    has_any_column_privilege(c.oid, 'UPDATE') AS may_update,
    (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND NOT has_column_privilege(c.oid, a.attnum, 'UPDATE')
        AND (c.relname <> 'settings' OR a.attname IN ('InProgressFlag', 'LastLoadDate'))) AS not_updated,
    CASE WHEN c.relname = 'pipeline_history' THEN has_sequence_privilege(to_regclass('${schema}.pipeline_history_event_id'), 'USAGE')
    END AS may_number,
    pg_has_role(c.relowner, 'USAGE')
        OR (current_setting('server_version_num')::integer >= 170000
            AND CASE WHEN current_setting('server_version_num')::integer >= 170000
                     THEN has_table_privilege(c.oid, 'MAINTAIN') ELSE FALSE END) AS may_maintain
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = '${schema}' AND c.relkind IN ('r', 'p', 'v', 'm')
ORDER BY c.relname
