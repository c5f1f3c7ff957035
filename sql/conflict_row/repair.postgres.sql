-- Takes an UpdateFlag that is left over off the unchanged pairs of a slice, and gives those a conflict that have none.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "UpdateFlag" = NULLIF(c."UpdateFlag", 1), "CONFLICTID" = COALESCE(c."CONFLICTID", a.conflict_id)
FROM sliced k JOIN locked l ON l.id = k.id LEFT JOIN assigned a ON a.visit_id = k.visit_id
WHERE k.slice = :slice AND k.action = 'repair' AND c."ID" = k.id
