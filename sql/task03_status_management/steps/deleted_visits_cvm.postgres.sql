-- Marks map rows of deleted visits as deleted; of those that are already, only the mark for re-detection is taken off.
-- Writes: conflictvisitmaps. Parameters: slice.
UPDATE ${schema}.conflictvisitmaps c
SET "StatusFlag" = 'D', "UpdateFlag" = NULL,
    "ResolveDate" = CASE WHEN c."StatusFlag" = 'D' THEN c."ResolveDate"
        ELSE COALESCE(c."ResolveDate", LOCALTIMESTAMP) END,
    "ResolvedBy" = CASE WHEN c."StatusFlag" = 'D' THEN c."ResolvedBy"
        ELSE COALESCE(c."ConAgencyContact", c."ConProviderName") END
FROM candidates k JOIN locked l ON l.id = k.id
WHERE k.slice = :slice AND c."ID" = k.id AND (COALESCE(c."StatusFlag", '') <> 'D' OR c."UpdateFlag" IS NOT NULL)
