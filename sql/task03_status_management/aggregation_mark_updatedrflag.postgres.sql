-- Marks the conflicts that have a map row in the window.
-- Writes: conflicts. Parameters: none.
UPDATE ${schema}.conflicts f
SET "UpdatedRFlag" = '1'
WHERE f."UpdatedRFlag" IS DISTINCT FROM '1'
    AND EXISTS (SELECT 1 FROM window_rows w WHERE w.conflict_id = f."CONFLICTID")
