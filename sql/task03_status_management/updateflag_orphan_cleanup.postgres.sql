-- Resolves map rows that a chunk looked for and did not find again.
-- Writes: conflictvisitmaps, window_rows (temporary). Parameters: none.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c
    SET "UpdateFlag" = NULL,
        "StatusFlag" = CASE WHEN ${include task03_status_management/status_open} THEN 'R' ELSE c."StatusFlag" END
    FROM window_rows w
    WHERE w.marked AND c."ID" = w.id AND c."UpdateFlag" = 1
    RETURNING c."ID" AS id, c."StatusFlag" AS status
)
${include task03_status_management/note_rows}
