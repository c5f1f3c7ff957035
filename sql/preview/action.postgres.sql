-- What becomes of the row d whose status was that of c and is that of k then.
-- Writes: nothing. Parameters: none.
CASE WHEN d.is_new THEN 'inserted'
    WHEN COALESCE(k."StatusFlag", '') = 'D' AND COALESCE(c."StatusFlag", '') <> 'D' THEN 'deleted'
    WHEN COALESCE(k."StatusFlag", '') = 'R' AND COALESCE(c."StatusFlag", '') NOT IN ('R', 'D') THEN 'resolved'
    WHEN COALESCE(k."StatusFlag", '') NOT IN ('R', 'D') AND COALESCE(c."StatusFlag", '') IN ('R', 'D') THEN 'reopened'
    ELSE 'updated' END
