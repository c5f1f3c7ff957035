-- Whose the explained visits are: caregiver, agency, patient. Asked for only by a person at a terminal.
-- Writes: nothing. Parameters: none.
WITH people AS (
    SELECT c."Caregiver Id" AS id, c."Caregiver Fullname" AS name, ${include detection/one_a_caregiver} AS row_no
    FROM ${source(DIMCAREGIVER)} c
    WHERE c."Caregiver Id" IN (SELECT "Caregiver Id" FROM ${work(explained_visits)})
), agencies AS (
    SELECT p."Provider Id" AS id, p."Provider Name" AS name, ${include detection/one_a_provider} AS row_no
    FROM ${source(DIMPROVIDER)} p
    WHERE p."Provider Id" IN (SELECT "Provider Id" FROM ${work(explained_visits)})
), patients_named AS (
    SELECT d."Patient Id" AS id, MIN(d."Patient Name") AS name
    FROM ${source(DIMPATIENT)} d
    WHERE d."Patient Id" IN (SELECT "Provider Patient Id" FROM ${work(explained_visits)})
    GROUP BY d."Patient Id"
)
SELECT v."Visit Id" AS "visit_id", c.name AS "caregiver", p.name AS "agency", d.name AS "patient"
FROM ${work(explained_visits)} v
LEFT JOIN people c ON c.id = v."Caregiver Id" AND c.row_no = 1
LEFT JOIN agencies p ON p.id = v."Provider Id" AND p.row_no = 1
LEFT JOIN patients_named d ON d.id = v."Provider Patient Id"
