-- Gives the rows that hang together one group, and the date of it.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "GroupID" = k.group_id, "G_CRDATEUNIQUE" = k.group_created
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND ${include task03_status_management/words/is_regrouped}
