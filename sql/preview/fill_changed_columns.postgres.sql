-- Compares what a table's stand-in took with what is stored. Columns of types that cannot be compared are others', and no
-- task writes them.
-- Writes: changed_columns (temporary). Parameters: none.
DO $changed$
DECLARE
    stored regclass := '${store_schema}.${table}';
    names text;
BEGIN
    SELECT string_agg(format('CASE WHEN c.%1$I IS DISTINCT FROM k.%1$I THEN %1$L END', attname), ', ' ORDER BY attnum) INTO names
    FROM pg_attribute WHERE attrelid = stored AND attnum > 0 AND NOT attisdropped
        AND atttypid NOT IN (CAST('json' AS regtype), CAST('xml' AS regtype));
    EXECUTE format($compare$
        INSERT INTO changed_columns
        SELECT '${table}', d.id, d.is_new, d.columns
        FROM (
            SELECT k."${key}" AS id, c."${key}" IS NULL AS is_new,
                CASE WHEN c."${key}" IS NULL THEN '{}' ELSE array_remove(CAST(ARRAY[%s] AS text[]), NULL) END AS columns
            FROM pg_temp.${table}_changed k LEFT JOIN %s c ON c."${key}" = k."${key}"
        ) d
        WHERE d.is_new OR d.columns <> '{}'
    $compare$, names, stored);
END
$changed$
