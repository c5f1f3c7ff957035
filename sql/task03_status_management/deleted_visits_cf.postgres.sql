-- Marks conflicts of deleted visits as deleted.
-- Writes: conflicts, window_rows (temporary). Parameters: none.
WITH written AS (
    UPDATE ${schema}.conflicts f
    SET "StatusFlag" = 'D', "ResolveDate" = COALESCE(f."ResolveDate", LOCALTIMESTAMP),
        "ResolvedBy" = COALESCE(c."AgencyContact", c."ProviderName")
    FROM candidates k JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
    WHERE f."CONFLICTID" = k.conflict_id AND f."StatusFlag" IS DISTINCT FROM 'D'
    RETURNING f."CONFLICTID" AS conflict_id, f."StatusFlag" AS status
)
${include task03_status_management/note_conflicts}
