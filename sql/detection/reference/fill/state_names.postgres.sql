-- Full names of states and their abbreviations, from a JSON list of {name, abbreviation}.
-- Writes: state_names (temporary). Parameters: state_names.
${create_work(state_names)} AS
SELECT name, abbreviation FROM json_to_recordset(CAST(:state_names AS json)) AS s (name text, abbreviation text)
