-- The new conflicts of a slice.
-- Writes: conflicts. Parameters: none.
INSERT INTO ${schema}.conflicts ("CONFLICTID", "StatusFlag", "CreatedDate")
SELECT conflict_id, 'U', LOCALTIMESTAMP FROM assigned WHERE is_new
