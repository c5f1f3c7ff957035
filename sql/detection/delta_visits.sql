-- The visits of the window that were updated lately; those of inactive and demo providers count too. Which copy of a
-- visit counts is decided before anything else; it is among those that were updated lately. A visit that has gone to where
-- nobody looks, to no day of the window, to nobody or to nobody's number, has no key, but leaves its old pairs behind.
-- Writes: key_origins (temporary). Parameters: window_from, window_to, delta_from.
${create_work(key_origins)} AS
WITH copies AS (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    WHERE v."Visit Updated Timestamp" >= ${instant(:delta_from)}
), nobodies AS (
    SELECT d."Caregiver Id" AS caregiver_id
    FROM ${source(DIMCAREGIVER)} d
    GROUP BY d."Caregiver Id"
    HAVING MAX(COALESCE(TRIM(d."SSN"), '')) = ''
)
SELECT v."Visit Id" AS visit_id, v."Visit Date" AS visit_date, c.person,
    CASE WHEN c.caregiver_id IS NOT NULL AND ${include detection/in_window}
         THEN ${include detection/why_left_out} ELSE 'gone' END AS left_out
FROM copies v
LEFT JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
LEFT JOIN nobodies n ON n.caregiver_id = v."Caregiver Id"
WHERE (v.copy_no = 1 OR v."Visit Id" IS NULL)
    AND (
        (c.caregiver_id IS NOT NULL AND ${include detection/in_window})
        OR (COALESCE(c.caregiver_id, n.caregiver_id) IS NOT NULL OR v."Caregiver Id" IS NULL)
            AND v."Visit Id" IS NOT NULL AND v."Provider Id" IS NOT NULL AND NOT COALESCE(c.placeholder, FALSE))
    AND NOT EXISTS (SELECT 1 FROM ${work(excluded_providers)} e WHERE e.provider_id = v."Provider Id")
