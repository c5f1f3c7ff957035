-- The keys of the asked visits, in the place of those of the delta.
-- Writes: key_origins (temporary). Parameters: window_from, window_to.
${create_work(key_origins)} AS
SELECT v."Visit Id" AS visit_id, v."Visit Date" AS visit_date, c.person, ${include detection/why_left_out} AS left_out
FROM ${work(asked_visits)} v
JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
WHERE ${include detection/in_window}
