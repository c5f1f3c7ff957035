-- All rows as they are at one moment, without any index yet.
-- Writes: the table beside. Parameters: none.
DO $copy$
DECLARE
    columns text;
    copied bigint;
BEGIN
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns FROM pg_attribute
    WHERE attrelid = '${schema}.conflictvisitmaps'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format('INSERT INTO ${beside}.conflictvisitmaps (%1$s) OVERRIDING SYSTEM VALUE SELECT %1$s FROM ${schema}.conflictvisitmaps',
        columns);
    GET DIAGNOSTICS copied = ROW_COUNT;
    PERFORM set_config('conflict.rows', CAST(copied AS text), TRUE);
END
$copy$
