-- Whether the visits of each explained pair meet at all: on one day, in one person, at two agencies.
-- Writes: nothing. Parameters: none.
WITH sides AS (
    SELECT v."Visit Id" AS visit_id, v."Visit Date" AS visit_date, v."Provider Id" AS provider_id, p.person
    FROM ${work(explained_visits)} v
    LEFT JOIN ${work(explained_people)} p ON p.caregiver_id = v."Caregiver Id"
)
SELECT q.a_visit_id AS "a_visit_id", q.b_visit_id AS "b_visit_id", a.visit_date = b.visit_date AS "same_day",
    a.person = b.person AS "same_person", ${include detection/providers_differ} AS "providers_differ"
FROM ${work(explained_pairs)} q
LEFT JOIN sides a ON a.visit_id = q.a_visit_id
LEFT JOIN sides b ON b.visit_id = q.b_visit_id
