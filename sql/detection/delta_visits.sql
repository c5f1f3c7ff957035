-- The visits of the window that were updated lately; those of inactive and demo providers count too. Which copy of a
-- visit counts is decided before anything else; it is among those that were updated lately.
-- Writes: key_origins (temporary). Parameters: window_from, window_to, delta_from.
${create_work(key_origins)} AS
WITH copies AS (
    SELECT v.*, ROW_NUMBER() OVER (PARTITION BY v."Visit Id" ORDER BY ${include detection/newest_first}) AS copy_no
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    WHERE v."Visit Updated Timestamp" >= ${instant(:delta_from)}
)
SELECT v."Visit Id" AS visit_id, v."Visit Date" AS visit_date, c.person,
    ${include detection/why_left_out} AS left_out
FROM copies v
JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
WHERE (v.copy_no = 1 OR v."Visit Id" IS NULL)
    AND ${include detection/in_window}
    AND NOT EXISTS (SELECT 1 FROM ${work(excluded_providers)} e WHERE e.provider_id = v."Provider Id")
