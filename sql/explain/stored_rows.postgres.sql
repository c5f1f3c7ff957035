-- The stored rows of the explained pairs, in either order.
-- Writes: stored_rows (temporary). Parameters: none.
CREATE TEMPORARY TABLE stored_rows AS
SELECT c."ID" AS id, c."VisitID" AS visit_id, c."ConVisitID" AS con_visit_id
FROM explained_pairs p
CROSS JOIN LATERAL (VALUES (p.a_visit_id, p.b_visit_id), (p.b_visit_id, p.a_visit_id)) AS o (visit_id, con_visit_id)
JOIN ${schema}.conflictvisitmaps c ON c."VisitID" = o.visit_id AND c."ConVisitID" = o.con_visit_id
