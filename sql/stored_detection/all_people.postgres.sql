-- Whoever is a person of the keys, by any of a caregiver's rows; which row counts is decided among all of them.
-- Writes: people (temporary). Parameters: none.
CREATE TEMPORARY TABLE people AS
SELECT DISTINCT c."Caregiver Id" AS caregiver_id
FROM ${source(DIMCAREGIVER)} c
WHERE ${person(c."SSN")} IN (SELECT person FROM searched_keys)
