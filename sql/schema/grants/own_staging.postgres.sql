-- Task 1 replaces the contents of the staging table as a whole, which takes its owner.
-- Writes: the owner of conflictlog_staging. Parameters: none.
ALTER TABLE ${schema}.conflictlog_staging OWNER TO "${role}"
