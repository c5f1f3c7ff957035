-- How many events of the window are left out: of nobody's number.
-- Writes: nothing. Parameters: window_from, window_to.
SELECT COUNT(*) AS "placeholder"
FROM ${source(FACTCAREGIVERINSERVICE)} e
JOIN ${work(caregivers)} c ON c.caregiver_id = e."Caregiver Id" AND c.placeholder
JOIN ${work(active_providers)} p ON p.provider_id = e."Provider Id"
WHERE CAST(e."Inservice start date" AS DATE) BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
