-- The rows whose money may be another, or was: those of touched conflicts, and of each group that one of these rows has or
-- had, as a minute that one counts is none of the next.
-- Writes: money_wanted (temporary). Parameters: none.
CREATE TEMPORARY TABLE money_wanted AS
WITH touched_conflicts AS (
    SELECT conflict_id FROM money_touched UNION SELECT old_conflict_id FROM money_touched
), touched_groups AS (
    SELECT group_id FROM money_touched
    UNION SELECT old_group_id FROM money_touched
    UNION SELECT c."GroupID" FROM money_scan c JOIN touched_conflicts k ON k.conflict_id = c."CONFLICTID"
    UNION SELECT m.group_id FROM ${schema}.pipeline_money m JOIN touched_conflicts k ON k.conflict_id = m.conflict_id
)
SELECT c.id FROM money_scan c JOIN touched_conflicts k ON k.conflict_id = c."CONFLICTID"
UNION SELECT c.id FROM money_scan c JOIN touched_groups g ON g.group_id = c."GroupID"
UNION SELECT m.map_row_id FROM ${schema}.pipeline_money m JOIN touched_conflicts k ON k.conflict_id = m.conflict_id
UNION SELECT m.map_row_id FROM ${schema}.pipeline_money m JOIN touched_groups g ON g.group_id = m.group_id
