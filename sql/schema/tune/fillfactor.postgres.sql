-- The highest fill factor of the tables that hold the pairs, and one of them; 100 is what PostgreSQL takes where none is set.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(MAX(COALESCE(
        (SELECT CAST(option_value AS int) FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 100)), 0)
    AS fillfactor, MIN(CAST(CAST(c.oid AS regclass) AS text)) AS first, COALESCE(bool_or(pg_relation_size(c.oid) > 0), FALSE) AS has_rows
FROM (
    ${include schema/tune/leaves}
) c
