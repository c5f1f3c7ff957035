-- Marks the conflicts that have a map row in the window.
-- Writes: conflicts. Parameters: slice.
UPDATE ${schema}.conflicts f
SET "UpdatedRFlag" = '1'
FROM candidates k JOIN locked l ON l.id = k.conflict_id
WHERE k.slice = :slice AND f."CONFLICTID" = k.conflict_id AND COALESCE(f."UpdatedRFlag", '') <> '1'
