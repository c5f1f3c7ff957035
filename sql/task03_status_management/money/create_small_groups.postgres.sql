-- The groups of at most two conflicts of which the billing service has told minutes of overlap: in larger ones the clock
-- counts.
-- Writes: small_groups (temporary). Parameters: none.
CREATE TEMPORARY TABLE small_groups AS
SELECT c."GroupID" AS group_id
FROM ${schema}.conflictvisitmaps c
WHERE c."GroupID" IS NOT NULL
GROUP BY c."GroupID"
HAVING ${include task03_status_management/money/is_small}
