-- Resolves conflicts of which no map row is left.
-- Writes: conflicts. Parameters: slice.
WITH resolved AS (
    SELECT k.conflict_id,
        (array_agg(c."ResolvedBy" ORDER BY c."ResolveDate" DESC NULLS LAST, c."ID" DESC))[1] AS resolved_by
    FROM candidates k JOIN locked l ON l.id = k.conflict_id JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
    WHERE k.slice = :slice
    GROUP BY k.conflict_id
    HAVING bool_and(COALESCE(c."StatusFlag", '') IN ('R', 'D'))
)
UPDATE ${schema}.conflicts f
SET "StatusFlag" = 'R', "ResolveDate" = COALESCE(f."ResolveDate", LOCALTIMESTAMP),
    "ResolvedBy" = COALESCE(f."ResolvedBy", r.resolved_by)
FROM resolved r
WHERE f."CONFLICTID" = r.conflict_id AND ${open_status(f."StatusFlag")}
