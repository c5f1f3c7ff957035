-- Asks about some pairs, from a JSON list.
-- Writes: asked_pairs (temporary). Parameters: pairs.
INSERT INTO ${work(asked_pairs)}
SELECT ${read_id(CAST(value['a'] AS VARCHAR))}, ${read_id(CAST(value['b'] AS VARCHAR))}, CAST(CAST(value['d'] AS VARCHAR) AS DATE),
    CAST(value['s'] AS VARCHAR)
FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:pairs)))
