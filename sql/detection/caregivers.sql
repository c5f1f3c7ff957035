-- Each caregiver who has an SSN and is not left out, once, with the person behind it.
-- Writes: caregivers (temporary). Parameters: none.
${create_work(caregivers)} AS
WITH numbered AS (
    SELECT c.*, ${include detection/one_a_caregiver} AS row_no
    FROM ${source(DIMCAREGIVER)} c
    WHERE c."Caregiver Id" IS NOT NULL AND ${narrowed_to_people(c."Caregiver Id")}
), named AS (
    SELECT n."Caregiver Id" AS caregiver_id, n."Application Caregiver Id" AS app_caregiver_id, TRIM(n."SSN") AS ssn,
        ${person(n."SSN")} AS person, n."Caregiver Code" AS aide_code, n."Caregiver Fullname" AS aide_name,
        n."Caregiver Firstname" AS aide_first_name, n."Caregiver Lastname" AS aide_last_name, n."Status" AS aide_status
    FROM numbered n
    WHERE n.row_no = 1 AND ${include detection/has_ssn}
)
SELECT n.*, ${is_placeholder(n.person)} AS placeholder
FROM named n
WHERE NOT EXISTS (SELECT 1 FROM ${work(excluded_people)} e WHERE e.person = n.person)
