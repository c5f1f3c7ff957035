-- Gives both rows of a pair the same name, made of their four ids, where it fits its column.
-- Writes: conflictvisitmaps. Parameters: none.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c
    SET "ReverseUUID" = LEAST(${include task03_status_management/own_visit}, ${include task03_status_management/con_visit})
        || '_' || GREATEST(${include task03_status_management/own_visit}, ${include task03_status_management/con_visit})
    FROM window_rows w
    WHERE w.reverse_length <= 100 AND c."ID" = w.id AND c."ReverseUUID" IS NULL
    RETURNING c."ID"
)
${include task03_status_management/count_written}
