-- Locks stored rows of a slice that nobody else holds, so many at the most; it waits for none.
-- Writes: locked (temporary). Parameters: slice, most.
INSERT INTO locked (id)
SELECT c."${id}"
FROM ${schema}.${table} c
WHERE c."${id}" IN (SELECT k.${key} FROM ${work_list} k WHERE k.slice = :slice)
LIMIT :most
FOR NO KEY UPDATE OF c SKIP LOCKED
ON CONFLICT DO NOTHING
