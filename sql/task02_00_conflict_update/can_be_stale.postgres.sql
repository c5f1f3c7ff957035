-- Whether a stored row c is a pair of visits whose status stale cleanup may change.
-- Writes: nothing. Parameters: none.
COALESCE(c."StatusFlag", '') NOT IN ('R', 'W', 'I', 'D')
    AND ${include pairs/no_event_dates}
