-- The SSNs that are left out, from a JSON list.
-- Writes: excluded_ssns (temporary). Parameters: excluded_ssns.
CREATE TEMPORARY TABLE excluded_ssns AS
SELECT DISTINCT TRIM(CAST(value AS VARCHAR)) AS ssn FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:excluded_ssns)))
