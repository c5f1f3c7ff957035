-- The pairs that are explained, from a JSON list of {a, b}.
-- Writes: explained_pairs (temporary). Parameters: pairs.
${create_work(explained_pairs)} AS
SELECT ${read_id(a)} AS a_visit_id, ${read_id(b)} AS b_visit_id
FROM json_to_recordset(CAST(:pairs AS json)) AS p (a text, b text)
