-- The people who are left out, from a JSON list of SSNs.
-- Writes: excluded_ssns (temporary). Parameters: excluded_ssns.
${create_work(excluded_ssns)} AS
SELECT DISTINCT ${person(CAST(value AS VARCHAR))} AS person FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:excluded_ssns)))
