-- Gives both rows of a pair the same name, made of their four ids, where it fits its column.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "ReverseUUID" = LEAST(${include task03_status_management/words/own_visit}, ${include task03_status_management/words/con_visit})
    || '_' || GREATEST(${include task03_status_management/words/own_visit}, ${include task03_status_management/words/con_visit})
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND (c."ReverseUUID" || '') IS NULL
