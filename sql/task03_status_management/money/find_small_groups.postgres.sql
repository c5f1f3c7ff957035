-- The same groups, of the rows that were looked at.
-- Writes: small_groups (temporary). Parameters: none.
CREATE TEMPORARY TABLE small_groups AS
SELECT c."GroupID" AS group_id FROM money_scan c GROUP BY c."GroupID" HAVING ${include task03_status_management/money/is_small}
