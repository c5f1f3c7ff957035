-- Shows map rows as new again about which nobody answered.
-- Writes: conflictvisitmaps. Parameters: none.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c
    SET "StatusFlag" = 'N', "ResolveDate" = NULL, "ResolvedBy" = NULL
    FROM window_rows w
    WHERE w.unanswered AND c."ID" = w.id AND ${include task03_status_management/unanswered}
    RETURNING c."ID"
)
${include task03_status_management/count_written}
