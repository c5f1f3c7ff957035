-- What conflictvisitmaps and the materialized views have, or had, that what stands beside did not get so: nothing where it
-- may take their place. Names are in full, as when it was copied.
-- Writes: nothing. Parameters: kinds.
WITH now AS (
    ${include schema/partition/what_it_has}
), other AS (
    (SELECT * FROM now EXCEPT SELECT * FROM ${beside}.pipeline_had)
    UNION ALL
    (SELECT * FROM ${beside}.pipeline_had EXCEPT SELECT * FROM now)
)
SELECT DISTINCT concat_ws(' ', 'the', kind, quote_ident(name), CASE WHEN name <> relation THEN 'of ' || quote_ident(relation) END) AS reason
FROM other
WHERE kind = ANY (string_to_array(:kinds, ', '))
ORDER BY reason
