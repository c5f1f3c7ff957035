-- Shows conflicts as updated that have an updated map row, or that are resolved and have a new one.
-- Writes: conflicts. Parameters: none.
UPDATE ${schema}.conflicts f
SET "StatusFlag" = 'U', "UpdatedRFlag" = NULL, "ResolveDate" = NULL, "ResolvedBy" = NULL
FROM (
    SELECT k.conflict_id, bool_or(c."StatusFlag" = 'U') AS has_updated, bool_or(c."StatusFlag" = 'N') AS has_new
    FROM candidates k JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
    GROUP BY k.conflict_id
) r
WHERE f."CONFLICTID" = r.conflict_id AND ${include task03_status_management/conflict_can_be_updated}
    AND (r.has_updated OR (r.has_new AND f."StatusFlag" = 'R'))
