-- Full names of states and their abbreviations, from a JSON list of {name, abbreviation}.
-- Writes: state_names (temporary). Parameters: state_names.
${create_work(state_names)} AS
SELECT CAST(value['name'] AS VARCHAR) AS name, CAST(value['abbreviation'] AS VARCHAR) AS abbreviation
FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:state_names)))
