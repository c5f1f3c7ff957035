-- Gives both rows of a pair the same name, where it fits its column.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "ReverseUUID" = ${include task03_status_management/words/pair_name}
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND (c."ReverseUUID" || '') IS NULL
