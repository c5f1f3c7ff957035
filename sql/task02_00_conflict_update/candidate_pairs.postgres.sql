-- A part of the candidates as a JSON list: the two visits, and the key that the pair is stored on.
-- Writes: nothing. Parameters: first, last.
SELECT COALESCE(json_agg(json_build_object('a', visit_id, 'b', con_visit_id, 'd', visit_date, 's', ssn)), '[]')::text AS list
FROM candidates WHERE place BETWEEN :first AND :last
