-- The visits of the window that were updated lately; those of inactive and demo providers count too.
-- Writes: delta_visits (temporary). Parameters: window_from, window_to, delta_from.
CREATE TEMPORARY TABLE delta_visits AS
SELECT v."Visit Id" AS visit_id, CAST(v."Visit Date" AS DATE) AS visit_date, TRIM(caregiver."SSN") AS ssn
FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
JOIN ${source(DIMCAREGIVER)} caregiver ON caregiver."Caregiver Id" = v."Caregiver Id"
WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
    AND v."Visit Updated Timestamp" >= ${instant(:delta_from)}
    AND TRIM(caregiver."SSN") <> ''
    AND NOT EXISTS (SELECT 1 FROM excluded_ssns e WHERE e.ssn = TRIM(caregiver."SSN"))
    AND NOT EXISTS (SELECT 1 FROM excluded_providers e WHERE e.provider_id = LOWER(v."Provider Id"))
