-- Shows conflicts as new again about which nobody answered.
-- Writes: conflicts. Parameters: slice.
UPDATE ${schema}.conflicts f
SET "StatusFlag" = 'N', "ResolveDate" = NULL, "ResolvedBy" = NULL
FROM candidates k JOIN locked l ON l.id = k.conflict_id
WHERE k.slice = :slice AND f."CONFLICTID" = k.conflict_id AND COALESCE(f."NoResponseFlag", '') = 'Yes'
    AND COALESCE(f."StatusFlag", '') IN ('U', 'W', 'I')
