-- Notes the indexes and materialized views as they are, before they are copied; in a transaction of its own, as it holds
-- what it looks at until the end of it.
-- Writes: the schema beside. Parameters: none.
DO $note$
BEGIN
    PERFORM set_config('search_path', 'pg_catalog', TRUE);
    INSERT INTO ${beside}.pipeline_had SELECT * FROM (
        ${include schema/partition/what_it_has}
    ) has WHERE kind IN ('index', 'materialized view');
END
$note$
