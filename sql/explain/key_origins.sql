-- The keys of the asked visits, in the place of those of the delta, and those that their rows are stored under: a run looks
-- there, too, before it judges them.
-- Writes: key_origins (temporary). Parameters: window_from, window_to.
${create_work(key_origins)} AS
SELECT v."Visit Id" AS visit_id, v."Visit Date" AS visit_date, c.person, ${include detection/why_left_out} AS left_out
FROM ${work(asked_visits)} v
JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
WHERE ${include detection/in_window}
UNION ALL
SELECT NULL, k.visit_date, k.person, NULL
FROM ${work(keys_stored)} k
WHERE k.visit_date BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE) AND NOT ${is_placeholder(k.person)}
