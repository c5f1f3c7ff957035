-- The people who are left out, from a JSON list of SSNs.
-- Writes: excluded_people (temporary). Parameters: excluded_people.
${create_work(excluded_people)} AS
SELECT DISTINCT ${person(value)} AS person FROM json_array_elements_text(CAST(:excluded_people AS json))
