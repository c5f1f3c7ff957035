-- Where to look for the pairs of stored_rows: the keys of their visits as these are now, and those they are stored under.
-- Writes: key_origins (temporary). Parameters: window_from, window_to.
CREATE TEMPORARY TABLE key_origins AS
WITH keys AS (
    SELECT p.visit_date, c.person FROM people p JOIN caregivers c ON c.caregiver_id = p.caregiver_id
    UNION
    SELECT visit_date, ${person(ssn)} FROM stored_rows
)
SELECT k.visit_date, k.person, CAST(NULL AS text) AS left_out
FROM keys k
WHERE k.visit_date BETWEEN CAST(:window_from AS date) AND CAST(:window_to AS date)
    AND k.person <> '' AND NOT ${is_placeholder(k.person)}
    AND NOT EXISTS (SELECT 1 FROM excluded_people e WHERE e.person = k.person)
