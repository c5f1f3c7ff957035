-- The columns of the tables that are read of the source, with their types.
-- Writes: nothing. Parameters: schema, tables.
SELECT UPPER(table_name) AS "table", column_name AS "column", UPPER(data_type) AS "type"
FROM ${database}.INFORMATION_SCHEMA.COLUMNS
WHERE UPPER(table_schema) = UPPER(:schema)
    AND UPPER(table_name) IN (SELECT CAST(value AS VARCHAR) FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:tables))))
