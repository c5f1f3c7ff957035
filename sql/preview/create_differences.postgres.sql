-- The map rows that become one thing by the first version and another by the second: another action, other columns, another
-- status or other rules. A row that is stored is known by its id, one that is new by its two visits. Whose it is, and by which
-- rules, each version may say otherwise.
-- Writes: differences (temporary). Parameters: none.
CREATE TEMPORARY TABLE differences AS
SELECT COALESCE(a.row, b.row) AS row, COALESCE(a.action, 'nothing') AS first, COALESCE(b.action, 'nothing') AS second,
    COALESCE(b.visit_id, a.visit_id) AS visit_id, COALESCE(b.con_visit_id, a.con_visit_id) AS con_visit_id,
    a.provider_id AS first_provider_id, a.provider_name AS first_provider_name, a.payer_id AS first_payer_id, a.rules AS first_rules,
    b.provider_id AS second_provider_id, b.provider_name AS second_provider_name, b.payer_id AS second_payer_id, b.rules AS second_rules
FROM (
    SELECT f.*, CASE WHEN f.action = 'inserted' THEN concat(f.visit_id, ' ', f.con_visit_id) ELSE CAST(f.id AS text) END AS row
    FROM first_changes f WHERE f.of_table = 'conflictvisitmaps'
) a
FULL JOIN (
    SELECT s.*, CASE WHEN s.action = 'inserted' THEN concat(s.visit_id, ' ', s.con_visit_id) ELSE CAST(s.id AS text) END AS row
    FROM changes s WHERE s.of_table = 'conflictvisitmaps'
) b ON b.row = a.row
WHERE (a.action, a.columns, a.status, a.rules) IS DISTINCT FROM (b.action, b.columns, b.status, b.rules)
