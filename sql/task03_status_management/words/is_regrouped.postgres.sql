-- Whether map row c, still open or decided, has another group than candidate k has for it, or another date of it.
-- Writes: nothing. Parameters: none.
(COALESCE(c."StatusFlag", '') NOT IN ('R', 'D')
    AND (c."GroupID" IS DISTINCT FROM k.group_id OR c."G_CRDATEUNIQUE" IS DISTINCT FROM k.group_created))
