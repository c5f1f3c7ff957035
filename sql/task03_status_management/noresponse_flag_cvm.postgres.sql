-- Shows map rows as new again about which nobody answered.
-- Writes: conflictvisitmaps. Parameters: none.
UPDATE ${schema}.conflictvisitmaps c
SET "StatusFlag" = 'N', "ResolveDate" = NULL, "ResolvedBy" = NULL
FROM window_rows w
WHERE w.unanswered AND c."ID" = w.id AND ${include task03_status_management/unanswered}
