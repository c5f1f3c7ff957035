-- Resolves the last map row that is left under a conflict that is over.
-- Writes: conflictvisitmaps. Parameters: slice, window_from, window_to.
UPDATE ${schema}.conflictvisitmaps c
SET "StatusFlag" = 'R', "ResolveDate" = COALESCE(c."ResolveDate", LOCALTIMESTAMP),
    "ResolvedBy" = COALESCE(c."ResolvedBy", f."ResolvedBy")
FROM candidates k JOIN locked l ON l.id = k.id
JOIN ${schema}.conflicts f ON f."CONFLICTID" = k.conflict_id AND COALESCE(f."StatusFlag", '') IN ('R', 'D')
WHERE k.slice = :slice AND c."ID" = k.id AND ${open_status(c."StatusFlag")}
    AND NOT EXISTS (
        SELECT 1 FROM ${schema}.conflictvisitmaps o
        WHERE o."CONFLICTID" = k.conflict_id AND o."ID" <> k.id
            AND o."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
            AND COALESCE(o."StatusFlag", '') NOT IN ('R', 'D'))
