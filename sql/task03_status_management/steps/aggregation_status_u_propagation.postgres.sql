-- Shows conflicts as open that have an open map row; what nobody answered about stays so.
-- Writes: conflicts. Parameters: slice.
WITH reasons AS (
    SELECT DISTINCT k.conflict_id
    FROM candidates k JOIN locked l ON l.id = k.conflict_id JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
    WHERE k.slice = :slice AND COALESCE(c."StatusFlag", '') = 'U'
)
UPDATE ${schema}.conflicts f
SET "StatusFlag" = 'U', "UpdatedRFlag" = NULL, "ResolveDate" = NULL, "ResolvedBy" = NULL
FROM reasons r
WHERE f."CONFLICTID" = r.conflict_id
    AND COALESCE(f."StatusFlag", '') NOT IN ('D', 'I', 'W', 'U') AND COALESCE(f."NoResponseFlag", '') <> 'Yes'
