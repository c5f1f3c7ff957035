-- Whether nobody has settled a live map row c: cascades may resolve it.
-- Writes: nothing. Parameters: none.
COALESCE(c."StatusFlag", '') NOT IN ('R', 'D', 'W', 'I')
