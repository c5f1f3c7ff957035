-- Who the caregivers of the explained visits are, those too whom detection leaves out.
-- Writes: explained_people (temporary). Parameters: none.
${create_work(explained_people)} AS
WITH numbered AS (
    SELECT c.*, ${include detection/one_a_caregiver} AS row_no
    FROM ${source(DIMCAREGIVER)} c
    WHERE c."Caregiver Id" IN (SELECT "Caregiver Id" FROM ${work(explained_visits)})
)
SELECT n."Caregiver Id" AS caregiver_id, ${include detection/has_ssn} AS has_ssn, ${person(n."SSN")} AS person
FROM numbered n
WHERE n.row_no = 1
