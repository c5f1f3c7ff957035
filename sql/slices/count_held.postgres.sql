-- How many stored rows of a slice others hold.
-- Writes: nothing. Parameters: slice.
SELECT COUNT(*) AS rows
FROM ${schema}.${table} c
WHERE c."${id}" IN (SELECT k.${key} FROM ${work_list} k WHERE k.slice = :slice)
    AND NOT EXISTS (SELECT 1 FROM locked l WHERE l.id = c."${id}")
