-- The visits that are asked about, from a JSON list of {id}.
-- Writes: asked_ids (temporary). Parameters: visits.
${create_work(asked_ids)} AS
SELECT DISTINCT ${read_id(id)} AS visit_id FROM json_to_recordset(CAST(:visits AS json)) AS v (id text)
