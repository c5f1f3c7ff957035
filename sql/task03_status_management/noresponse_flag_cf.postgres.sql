-- Shows conflicts as new again about which nobody answered.
-- Writes: conflicts. Parameters: none.
UPDATE ${schema}.conflicts f
SET "StatusFlag" = 'N', "ResolveDate" = NULL, "ResolvedBy" = NULL
WHERE f."NoResponseFlag" = 'Yes' AND f."StatusFlag" IN ('U', 'W', 'I')
    AND EXISTS (SELECT 1 FROM window_rows w WHERE w.conflict_id = f."CONFLICTID")
