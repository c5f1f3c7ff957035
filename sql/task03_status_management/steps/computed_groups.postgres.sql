-- Gives the rows that hang together one group, and the date of it.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "GroupID" = k.group_id, "G_CRDATEUNIQUE" = k.group_created
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND COALESCE(c."StatusFlag", '') NOT IN ('R', 'D')
    AND (c."GroupID" IS DISTINCT FROM k.group_id OR c."G_CRDATEUNIQUE" IS DISTINCT FROM k.group_created)
