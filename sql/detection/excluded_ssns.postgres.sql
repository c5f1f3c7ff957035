-- The people who are left out, from a JSON list of SSNs.
-- Writes: excluded_ssns (temporary). Parameters: excluded_ssns.
${create_work(excluded_ssns)} AS
SELECT DISTINCT ${person(value)} AS person FROM json_array_elements_text(CAST(:excluded_ssns AS json))
