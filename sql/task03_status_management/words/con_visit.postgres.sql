-- The two ids of the second visit of map row c, likewise.
-- Writes: nothing. Parameters: none.
(CAST(c."ConVisitID" AS text) || '~' || CAST(c."ConAppVisitID" AS text)) COLLATE "C"
