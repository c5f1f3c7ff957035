-- Resolves map rows with a missed visit.
-- Writes: conflictvisitmaps, window_rows (temporary). Parameters: none.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c
    SET "StatusFlag" = 'R', "ResolveDate" = COALESCE(c."ResolveDate", LOCALTIMESTAMP),
        "ResolvedBy" = ${include task03_status_management/missed_by}
    FROM window_rows w
    WHERE w.missed_open AND c."ID" = w.id AND ${include task03_status_management/missed_open}
    RETURNING c."ID" AS id, c."StatusFlag" AS status
)
${include task03_status_management/note_rows}
