-- The SSNs that are left out, as a JSON list; each is read as a person where it is compared.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(json_agg(DISTINCT "SSN"), '[]')::text AS list FROM ${schema}.excluded_ssn WHERE TRIM("SSN") <> ''
