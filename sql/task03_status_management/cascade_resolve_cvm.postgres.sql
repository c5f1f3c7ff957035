-- Resolves the last map row that is left under a conflict that is over.
-- Writes: conflictvisitmaps, window_rows (temporary). Parameters: window_from, window_to.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c
    SET "StatusFlag" = 'R', "ResolveDate" = COALESCE(c."ResolveDate", LOCALTIMESTAMP),
        "ResolvedBy" = COALESCE(c."ResolvedBy", f."ResolvedBy")
    FROM candidates k
    JOIN ${schema}.conflicts f ON f."CONFLICTID" = k.conflict_id AND f."StatusFlag" IN ('R', 'D')
    WHERE c."ID" = k.id AND ${include task03_status_management/status_open}
        AND NOT EXISTS (
            SELECT 1 FROM ${schema}.conflictvisitmaps o
            WHERE o."CONFLICTID" = k.conflict_id AND o."ID" <> k.id
                AND o."VisitDate" BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
                AND COALESCE(o."StatusFlag", '') NOT IN ('R', 'D'))
    RETURNING c."ID" AS id, c."StatusFlag" AS status
)
${include task03_status_management/note_rows}
