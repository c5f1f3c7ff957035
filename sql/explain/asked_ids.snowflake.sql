-- The visits that are asked about, from a JSON list of {id}.
-- Writes: asked_ids (temporary). Parameters: visits.
${create_work(asked_ids)} AS
SELECT DISTINCT ${read_id(CAST(value['id'] AS VARCHAR))} AS visit_id FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:visits)))
