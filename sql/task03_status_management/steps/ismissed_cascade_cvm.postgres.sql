-- Resolves map rows with a missed visit.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "StatusFlag" = 'R', "ResolveDate" = COALESCE(c."ResolveDate", LOCALTIMESTAMP),
    "ResolvedBy" = ${include task03_status_management/words/missed_by}
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND ${include task03_status_management/words/missed_open}
