-- The rows whose ids are noted, as they are now: away from the table beside, and there again from the old one. The ids that
-- this transaction does not see yet are left for the next time.
-- Writes: the table beside. Parameters: none.
DO $changes$
DECLARE
    columns text;
    changed bigint[];
BEGIN
    WITH taken AS (
        DELETE FROM ${beside}.pipeline_changes RETURNING id
    )
    SELECT array_agg(DISTINCT id) INTO changed FROM taken;
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns FROM pg_attribute
    WHERE attrelid = '${schema}.conflictvisitmaps'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    -- Few ids of many rows, whatever the statistics say.
    PERFORM set_config('enable_seqscan', 'off', TRUE);
    DELETE FROM ${beside}.conflictvisitmaps WHERE "ID" = ANY (changed);
    EXECUTE format('INSERT INTO ${beside}.conflictvisitmaps (%1$s) OVERRIDING SYSTEM VALUE
        SELECT %1$s FROM ${schema}.conflictvisitmaps WHERE "ID" = ANY ($1)', columns) USING changed;
    PERFORM set_config('enable_seqscan', 'on', TRUE);
    PERFORM set_config('conflict.rows', CAST(COALESCE(cardinality(changed), 0) AS text), TRUE);
END
$changes$
