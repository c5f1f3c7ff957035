-- Shows conflicts as updated that have an updated map row, or that are resolved and have a new one.
-- Writes: conflicts, window_rows (temporary). Parameters: none.
WITH reasons AS (
    SELECT k.conflict_id, bool_or(c."StatusFlag" = 'U') AS has_updated, bool_or(c."StatusFlag" = 'N') AS has_new
    FROM candidates k JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
    GROUP BY k.conflict_id
), written AS (
    UPDATE ${schema}.conflicts f
    SET "StatusFlag" = 'U', "UpdatedRFlag" = NULL, "ResolveDate" = NULL, "ResolvedBy" = NULL
    FROM reasons r
    WHERE f."CONFLICTID" = r.conflict_id
        AND COALESCE(f."StatusFlag", '') NOT IN ('D', 'I', 'W', 'U') AND COALESCE(f."NoResponseFlag", '') <> 'Yes'
        AND (r.has_updated OR (r.has_new AND f."StatusFlag" = 'R'))
    RETURNING f."CONFLICTID" AS conflict_id, f."StatusFlag" AS status
)
${include task03_status_management/note_conflicts}
