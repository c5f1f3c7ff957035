-- The visits on crowded keys, of whichever agency: rows with one of them are not judged.
-- Writes: nothing. Parameters: none.
WITH keys AS (
    SELECT d.visit_date, d.person
    FROM ${work(searched_keys)} d JOIN ${work(crowded_keys)} k ON k.key_no = d.key_no
), on_keys AS (
    SELECT v."Visit Id" AS visit_id
    FROM keys k
    JOIN ${work(caregivers)} c ON c.person = k.person
    JOIN ${source(FACTVISITCALLPERFORMANCE_CR)} v ON v."Caregiver Id" = c.caregiver_id AND v."Visit Date" = k.visit_date
), copies AS (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    WHERE v."Visit Id" IN (SELECT visit_id FROM on_keys)
)
SELECT v."Visit Id" AS "visit_id"
FROM copies v
JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
JOIN keys k ON k.visit_date = v."Visit Date" AND k.person = c.person
WHERE v.copy_no = 1
