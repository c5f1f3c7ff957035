-- Beside the people of the keys those of the asked visits whose key is not searched, by any of a caregiver's rows: they are
-- told about, too. OFFSET 0 keeps the planner to their indexes.
-- Writes: people (temporary). Parameters: none.
INSERT INTO people
SELECT c.caregiver_id
FROM (
    SELECT DISTINCT d.person
    FROM asked_visits v CROSS JOIN LATERAL (
        SELECT ${person(d."SSN")} AS person FROM ${source(DIMCAREGIVER)} d
        WHERE d."Caregiver Id" = v."Caregiver Id" AND TRIM(d."SSN") <> '' OFFSET 0) d
) p CROSS JOIN LATERAL (
    SELECT c."Caregiver Id" AS caregiver_id FROM ${source(DIMCAREGIVER)} c WHERE ${person(c."SSN")} = p.person OFFSET 0) c
