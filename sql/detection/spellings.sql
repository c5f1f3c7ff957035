-- The ways in which people's SSNs are written that are neither nine digits nor the usual dashes.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT person AS "person", ssn AS "ssn" FROM ${work(caregivers)}
WHERE ssn <> person AND REPLACE(ssn, '-', '') <> person
