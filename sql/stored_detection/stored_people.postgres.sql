-- Whose visits are asked about: the caregivers of the stored pairs' visits, as the copies say that count.
-- Writes: people (temporary). Parameters: none.
CREATE TEMPORARY TABLE people AS
WITH ids AS (
    SELECT visit_id FROM stored_rows UNION SELECT con_visit_id FROM stored_rows
), copies AS (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    WHERE v."Visit Id" IN (SELECT visit_id FROM ids)
)
SELECT v."Caregiver Id" AS caregiver_id, v."Visit Date" AS visit_date FROM copies v WHERE v.copy_no = 1
