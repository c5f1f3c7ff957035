-- The SSNs that are left out, from a JSON list.
-- Writes: excluded_ssns (temporary). Parameters: excluded_ssns.
CREATE TEMPORARY TABLE excluded_ssns AS
SELECT DISTINCT TRIM(value) AS ssn FROM json_array_elements_text(CAST(:excluded_ssns AS json))
