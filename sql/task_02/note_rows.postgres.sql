-- Notes, before the first row is written, which rows are looked at that have no conflict of their own: where what has one
-- moves to another key, nothing else would tell. The others are looked at wherever they are.
-- Writes: pipeline_steps. Parameters: work.
UPDATE ${schema}.pipeline_steps
SET steps_of = :work, steps_done = CAST('rows' AS text) || ARRAY(
    SELECT CAST(s.id AS text) FROM stored_rows s JOIN ${schema}.conflictvisitmaps c ON c."ID" = s.id
    WHERE c."CONFLICTID" IS NULL)
