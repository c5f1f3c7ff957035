-- Takes the old rows out; readers see them until the transaction commits.
-- Writes: conflictlog_staging. Parameters: none.
DELETE FROM ${schema}.conflictlog_staging
