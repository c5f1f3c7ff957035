-- Marks the conflicts that have a map row in the window.
-- Writes: conflicts. Parameters: none.
WITH written AS (
    UPDATE ${schema}.conflicts f
    SET "UpdatedRFlag" = '1'
    FROM (SELECT DISTINCT conflict_id FROM window_rows WHERE conflict_unmarked) w
    WHERE f."CONFLICTID" = w.conflict_id AND f."UpdatedRFlag" IS DISTINCT FROM '1'
    RETURNING f."CONFLICTID"
)
${include task03_status_management/count_written}
