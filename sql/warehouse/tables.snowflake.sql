-- The tables and views of the warehouse's schema.
-- Writes: nothing. Parameters: schema.
SELECT UPPER(table_name) AS "name" FROM ${database}.INFORMATION_SCHEMA.TABLES WHERE UPPER(table_schema) = UPPER(:schema)
