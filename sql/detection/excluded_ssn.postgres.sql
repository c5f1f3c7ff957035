-- The SSNs that are left out, as a JSON list.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(json_agg(DISTINCT TRIM("SSN")), '[]')::text AS list FROM ${schema}.excluded_ssn WHERE TRIM("SSN") <> ''
