-- The map rows of a conflict: those that are its now, and those that an event names.
-- Writes: nothing. Parameters: conflict_id.
SELECT c."ID" AS id FROM ${schema}.conflictvisitmaps c WHERE c."CONFLICTID" = :conflict_id
UNION
SELECT h.map_row_id FROM ${schema}.pipeline_history h WHERE h.conflict_id = :conflict_id AND h.map_row_id IS NOT NULL
