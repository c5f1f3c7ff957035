-- The new conflicts of a slice. Of one that conflicts had lost the rows of several visits may have the id.
-- Writes: conflicts. Parameters: none.
INSERT INTO ${schema}.conflicts ("CONFLICTID", "StatusFlag", "CreatedDate")
OVERRIDING SYSTEM VALUE -- where the ids are generated always, too
SELECT DISTINCT conflict_id, 'U', LOCALTIMESTAMP FROM assigned WHERE is_new
ON CONFLICT DO NOTHING
