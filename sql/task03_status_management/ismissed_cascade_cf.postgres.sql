-- Resolves conflicts whose primary visit was missed, or that have nothing left but missed visits.
-- Writes: conflicts, window_rows (temporary). Parameters: none.
WITH written AS (
    UPDATE ${schema}.conflicts f
    SET "StatusFlag" = 'R', "ResolveDate" = COALESCE(f."ResolveDate", LOCALTIMESTAMP),
        "ResolvedBy" = ${include task03_status_management/missed_by}
    FROM candidates k JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
    WHERE f."CONFLICTID" = k.conflict_id AND ${include task03_status_management/conflict_open}
        AND (k.witness IS NULL OR EXISTS (
            SELECT 1 FROM ${schema}.conflictvisitmaps c
            WHERE c."ID" = k.witness AND ${include task03_status_management/status_open}))
    RETURNING f."CONFLICTID" AS conflict_id, f."StatusFlag" AS status
)
${include task03_status_management/note_conflicts}
