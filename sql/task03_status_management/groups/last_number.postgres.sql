-- The last group that is stored.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(MAX("GroupID"), 0) AS last FROM ${schema}.conflictvisitmaps
