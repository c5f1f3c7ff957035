-- Resolves conflicts whose primary visit was missed, or that have nothing left but missed visits.
-- Writes: conflicts. Parameters: slice.
UPDATE ${schema}.conflicts f
SET "StatusFlag" = 'R', "ResolveDate" = COALESCE(f."ResolveDate", LOCALTIMESTAMP),
    "ResolvedBy" = ${include task03_status_management/words/missed_by}
FROM candidates k JOIN locked l ON l.id = k.conflict_id JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
WHERE k.slice = :slice AND f."CONFLICTID" = k.conflict_id AND ${open_status(f."StatusFlag")}
    AND (k.witness IS NULL OR EXISTS (
        SELECT 1 FROM ${schema}.conflictvisitmaps c
        WHERE c."ID" = k.witness AND ${open_status(c."StatusFlag")}))
