-- Shows conflicts as new again about which nobody answered.
-- Writes: conflicts. Parameters: none.
WITH written AS (
    UPDATE ${schema}.conflicts f
    SET "StatusFlag" = 'N', "ResolveDate" = NULL, "ResolvedBy" = NULL
    FROM (
        SELECT DISTINCT conflict_id FROM window_rows WHERE conflict_silent AND conflict_status IN ('U', 'W', 'I')
    ) w
    WHERE f."CONFLICTID" = w.conflict_id AND f."NoResponseFlag" = 'Yes' AND f."StatusFlag" IN ('U', 'W', 'I')
    RETURNING f."CONFLICTID"
)
${include task03_status_management/count_written}
