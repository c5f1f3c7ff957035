-- Resolves map rows that a chunk looked for and did not find again.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "UpdateFlag" = NULL,
    "StatusFlag" = CASE WHEN ${open_status(c."StatusFlag")} THEN 'R' ELSE c."StatusFlag" END
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND COALESCE(c."UpdateFlag", 0) = 1
