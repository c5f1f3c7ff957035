-- Whether nobody has settled a live conflict f: cascades may resolve it.
-- Writes: nothing. Parameters: none.
COALESCE(f."StatusFlag", '') NOT IN ('R', 'D', 'W', 'I')
