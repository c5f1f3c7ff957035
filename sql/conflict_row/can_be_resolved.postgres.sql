-- Whether the status of a stored row c is one that stale cleanup may change.
-- Writes: nothing. Parameters: none.
COALESCE(c."StatusFlag", '') NOT IN ('R', 'W', 'I', 'D')
