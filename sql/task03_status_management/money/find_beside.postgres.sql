-- The rows that the money of wanted rows is counted with: of their conflicts and groups all conflicts, whole, as of a
-- conflict's rows that name the same two visits one counts.
-- Writes: money_beside (temporary). Parameters: none.
CREATE TEMPORARY TABLE money_beside AS
WITH wanted AS (
    SELECT c."CONFLICTID" AS conflict_id, c."GroupID" AS group_id FROM money_scan c JOIN money_wanted w ON w.id = c.id
), their_conflicts AS (
    SELECT conflict_id FROM wanted
    UNION
    SELECT c."CONFLICTID" FROM money_scan c JOIN (SELECT DISTINCT group_id FROM wanted) w ON w.group_id = c."GroupID"
)
SELECT c.id FROM money_scan c JOIN their_conflicts k ON k.conflict_id = c."CONFLICTID"
