-- Where to look for the pairs of stored_rows: the keys of their visits as these are now, and those they are stored under.
-- Writes: delta_visits (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE delta_visits AS
WITH ids AS (
    SELECT CAST(visit_id AS text) AS visit_id FROM stored_rows
    UNION
    SELECT CAST(con_visit_id AS text) FROM stored_rows
), written AS (
    -- As the replica may write an id; by equality, so that its index serves.
    SELECT visit_id FROM ids UNION ALL SELECT UPPER(visit_id) FROM ids
), keys AS (
    SELECT CAST(v."Visit Date" AS date) AS visit_date, TRIM(caregiver."SSN") AS ssn
    FROM written w
    JOIN ${source(FACTVISITCALLPERFORMANCE_CR)} v ON v."Visit Id" = w.visit_id
    JOIN ${source(DIMCAREGIVER)} caregiver ON caregiver."Caregiver Id" = v."Caregiver Id"
    UNION
    SELECT visit_date, ssn FROM stored_rows
)
SELECT k.visit_date, k.ssn FROM keys k
WHERE k.visit_date BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
    AND k.ssn <> ''
    AND NOT EXISTS (SELECT 1 FROM excluded_ssns e WHERE e.ssn = k.ssn)
