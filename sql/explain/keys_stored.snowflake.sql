-- The days and persons that rows of the asked visits are stored under, from a JSON list of {d, s}.
-- Writes: keys_stored (temporary). Parameters: stored_keys.
${create_work(keys_stored)} AS
SELECT CAST(CAST(value['d'] AS VARCHAR) AS DATE) AS visit_date, ${person(CAST(value['s'] AS VARCHAR))} AS person
FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:stored_keys)))
