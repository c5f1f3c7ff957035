-- Each pair in both orders: every rule is symmetric, and both are stored or neither.
-- Writes: directed (temporary). Parameters: none.
CREATE TEMPORARY TABLE directed AS
SELECT o.visit_id, o.con_visit_id, p.writes,
    ${columns pair p."$name"}
FROM pairs_in p
CROSS JOIN LATERAL (VALUES (p.a_visit_id, p.b_visit_id), (p.b_visit_id, p.a_visit_id)) AS o (visit_id, con_visit_id)
