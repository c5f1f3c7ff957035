-- How many components hold no group that they may keep: more than none are so.
-- Writes: nothing. Parameters: none.
SELECT (SELECT COUNT(DISTINCT node) FROM group_rows) - (SELECT COUNT(DISTINCT component) FROM group_claims) AS components
