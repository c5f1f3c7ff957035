-- The pairs that are explained, from a JSON list of {a, b}.
-- Writes: explained_pairs (temporary). Parameters: pairs.
${create_work(explained_pairs)} AS
SELECT ${read_id(CAST(value['a'] AS VARCHAR))} AS a_visit_id, ${read_id(CAST(value['b'] AS VARCHAR))} AS b_visit_id
FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:pairs)))
