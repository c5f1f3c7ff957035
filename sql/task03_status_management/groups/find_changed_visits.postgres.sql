-- The visits of rows that may have changed.
-- Writes: changed_visits (temporary). Parameters: none.
CREATE TEMPORARY TABLE changed_visits AS
SELECT visit_id FROM near_rows WHERE visit_id IS NOT NULL
UNION
SELECT con_visit_id FROM near_rows WHERE con_visit_id IS NOT NULL
