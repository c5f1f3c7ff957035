-- Resolves a slice of the stale rows; a status that somebody set meanwhile stays.
-- Writes: conflictvisitmaps. Parameters: slice.
WITH written AS (
    UPDATE ${schema}.conflictvisitmaps c SET "StatusFlag" = 'R', "UpdatedDate" = LOCALTIMESTAMP
    FROM stale s JOIN locked l ON l.id = s.id
    WHERE s.slice = :slice AND c."ID" = s.id AND ${open_status(c."StatusFlag")}
    RETURNING ${columns rule c."$name"}
)
${include conflict_row/by_rule}
