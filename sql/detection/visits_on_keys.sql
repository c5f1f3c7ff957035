-- The visits of which some copy is on a key; which copy counts is decided among all, wherever they are.
-- Writes: nothing. Parameters: window_from, window_to.
SELECT v."Visit Id" AS visit_id
FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
JOIN ${work(caregivers)} c ON c.caregiver_id = v."Caregiver Id"
JOIN ${work(searched_keys)} k ON k.visit_date = v."Visit Date" AND k.person = c.person
-- The keys' days say this already; so said, a visit of another day is not even looked at.
WHERE ${include detection/in_window}
