-- Whether a conflict is stored; and whether it is at least in a map row or an event.
-- Writes: nothing. Parameters: conflict_id.
SELECT f.is_stored, f.is_stored
    OR EXISTS (SELECT 1 FROM ${schema}.conflictvisitmaps c WHERE c."CONFLICTID" = :conflict_id)
    OR EXISTS (SELECT 1 FROM ${schema}.pipeline_history h WHERE h.conflict_id = :conflict_id) AS is_known
FROM (SELECT EXISTS (SELECT 1 FROM ${schema}.conflicts o WHERE o."CONFLICTID" = :conflict_id) AS is_stored) f
