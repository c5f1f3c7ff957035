-- The two ids of the first visit of map row c; compared byte by byte, whatever the database's collation.
-- Writes: nothing. Parameters: none.
(CAST(c."VisitID" AS text) || '~' || CAST(c."AppVisitID" AS text)) COLLATE "C"
