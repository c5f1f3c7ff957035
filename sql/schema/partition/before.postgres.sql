-- What a table of partitions was before, as the comment of each partition has it: what could not be kept, and comes back.
-- Writes: nothing. Parameters: none.
SELECT CAST(substring(obj_description(c.oid, 'pg_class') FROM 'Before: (\{.*\})$') AS jsonb)
FROM (
    ${include schema/tune/leaves}
) c
WHERE c.relispartition
ORDER BY c.oid LIMIT 1
