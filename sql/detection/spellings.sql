-- The ways in which people's SSNs are written that are neither nine digits nor the usual dashes.
-- Writes: nothing. Parameters: none.
SELECT DISTINCT person AS "person", ssn AS "ssn" FROM ${work(caregivers)}
WHERE ssn <> person AND ssn <> SUBSTR(person, 1, 3) || '-' || SUBSTR(person, 4, 2) || '-' || SUBSTR(person, 6)
