-- Marks a slice of the rows that were looked for to the end and not found; a status that somebody set meanwhile counts.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c SET "UpdateFlag" = 1
FROM stale s JOIN locked l ON l.id = s.id
WHERE s.slice = :slice AND c."ID" = s.id AND c."CONFLICTID" IS NOT NULL AND COALESCE(c."UpdateFlag", 0) <> 1
    AND ${open_status(c."StatusFlag")} AND ${include conflict_row/no_event_dates}
