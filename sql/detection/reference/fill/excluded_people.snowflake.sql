-- The people who are left out, from a JSON list of SSNs.
-- Writes: excluded_people (temporary). Parameters: excluded_people.
${create_work(excluded_people)} AS
SELECT DISTINCT ${person(CAST(value AS VARCHAR))} AS person FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:excluded_people)))
