-- Shows map rows as new again about which nobody answered.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "StatusFlag" = 'N', "ResolveDate" = NULL, "ResolvedBy" = NULL
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND ${include task03_status_management/words/unanswered}
