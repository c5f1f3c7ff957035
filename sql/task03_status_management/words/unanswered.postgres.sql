-- Whether nobody answered about map row c, and it does not show that.
-- Writes: nothing. Parameters: none.
(COALESCE(c."ConNoResponseFlag", '') = 'Yes' AND COALESCE(c."StatusFlag", '') NOT IN ('R', 'D')
    AND (c."StatusFlag" IS DISTINCT FROM 'N' OR c."ResolveDate" IS NOT NULL OR c."ResolvedBy" IS NOT NULL))
