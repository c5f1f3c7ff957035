-- Whether map row c is still open though one of its two visits was missed.
-- Writes: nothing. Parameters: none.
((c."IsMissed" OR c."ConIsMissed") IS TRUE AND ${open_status(c."StatusFlag")})
