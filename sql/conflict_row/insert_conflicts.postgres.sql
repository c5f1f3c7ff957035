-- The new conflicts of a slice.
-- Writes: conflicts. Parameters: none.
INSERT INTO ${schema}.conflicts ("CONFLICTID", "StatusFlag", "CreatedDate")
OVERRIDING SYSTEM VALUE -- where the ids are generated always, too
SELECT conflict_id, 'U', LOCALTIMESTAMP FROM assigned WHERE is_new
