-- How long the ReverseUUID of map row c will be; NULL where it has one, or an id is missing.
-- Writes: nothing. Parameters: none.
CASE WHEN c."ReverseUUID" IS NULL AND c."VisitID" IS NOT NULL AND c."ConVisitID" IS NOT NULL
    THEN 75 + length(CAST(c."AppVisitID" AS text)) + length(CAST(c."ConAppVisitID" AS text)) END
