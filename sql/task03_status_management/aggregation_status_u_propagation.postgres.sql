-- Shows conflicts as open that have an open map row; what nobody answered about stays so.
-- Writes: conflicts, window_rows (temporary). Parameters: none.
WITH reasons AS (
    SELECT DISTINCT k.conflict_id
    FROM candidates k JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
    WHERE c."StatusFlag" = 'U'
), written AS (
    UPDATE ${schema}.conflicts f
    SET "StatusFlag" = 'U', "UpdatedRFlag" = NULL, "ResolveDate" = NULL, "ResolvedBy" = NULL
    FROM reasons r
    WHERE f."CONFLICTID" = r.conflict_id
        AND COALESCE(f."StatusFlag", '') NOT IN ('D', 'I', 'W', 'U') AND COALESCE(f."NoResponseFlag", '') <> 'Yes'
    RETURNING f."CONFLICTID" AS conflict_id, f."StatusFlag" AS status
)
${include task03_status_management/note_conflicts}
