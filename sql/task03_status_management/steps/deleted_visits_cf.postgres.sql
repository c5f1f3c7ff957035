-- Marks conflicts of deleted visits as deleted.
-- Writes: conflicts. Parameters: slice.
UPDATE ${schema}.conflicts f
SET "StatusFlag" = 'D', "ResolveDate" = COALESCE(f."ResolveDate", LOCALTIMESTAMP),
    "ResolvedBy" = COALESCE(c."AgencyContact", c."ProviderName")
FROM candidates k JOIN locked l ON l.id = k.conflict_id JOIN ${schema}.conflictvisitmaps c ON c."ID" = k.id
WHERE k.slice = :slice AND f."CONFLICTID" = k.conflict_id AND COALESCE(f."StatusFlag", '') <> 'D'
