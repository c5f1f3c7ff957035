-- The keys that the visits of the asked pairs have now, and those that the pairs are stored on, as far as the delta does
-- not have them: there was not looked yet.
-- Writes: asked_keys (temporary). Parameters: window_from, window_to.
${create_work(asked_keys)} AS
WITH ids AS (
    SELECT a_visit_id AS visit_id FROM ${work(asked_pairs)} UNION SELECT b_visit_id FROM ${work(asked_pairs)}
), copies AS (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    WHERE v."Visit Id" IN (SELECT visit_id FROM ids)
), keys AS (
    SELECT v."Visit Date" AS visit_date, c.person
    FROM copies v JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
    WHERE v.copy_no = 1
    UNION
    SELECT visit_date, ${person(ssn)} AS person FROM ${work(asked_pairs)}
)
SELECT ROW_NUMBER() OVER (ORDER BY k.visit_date, k.person) AS key_no, k.visit_date, k.person
FROM keys k
WHERE k.visit_date BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
    AND k.person <> '' AND NOT ${is_placeholder(k.person)}
    AND NOT EXISTS (SELECT 1 FROM ${work(searched_keys)} d WHERE d.visit_date = k.visit_date AND d.person = k.person)
