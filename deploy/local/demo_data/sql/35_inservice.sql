-- In-service events near visits: most are held by another agency (a conflict), some end before the visit, some are held
-- by the same agency. Some were called off since.
-- Writes: event_row, FACTCAREGIVERINSERVICE. Variables: none.
CREATE TABLE event_row AS
WITH placed AS (
    SELECT s.*, p.slots, draw(s.n, 'event kind') AS kind,
           (s.caregiver // 4) * 4 + CASE WHEN draw(s.n, 'event kind') < 0.8
               THEN (s.caregiver % 4 + 1 + pick(s.n, 'event slot', p.slots - 1)) % p.slots
                    ELSE s.caregiver % 4 END AS held_for
    FROM inservice_seed s JOIN person p ON p.person = s.caregiver // 4
), timed AS (
    SELECT *, CASE WHEN kind < 0.05 THEN visit_end   -- begins as the visit ends: touching counts
                   WHEN kind < 0.55 OR kind > 0.8 THEN date_trunc('hour', visit_start) + to_hours(1)
                   ELSE date_trunc('hour', visit_start) - to_hours(5) END AS starts,
           CASE WHEN kind < 0.55 THEN 2 + pick(n, 'event hours', 3) ELSE 3 END AS hours
    FROM placed
)
SELECT draw(t.n, 'called off') < 0.04 AS gone, 50000000 + t.n AS "Application Caregiver Inservice Id", 'demo' AS "Environment",
       written(g.caregiver_id, t.n, 'event caregiver') AS "Caregiver Id",
       written(g.provider_id, t.n, 'event provider') AS "Provider Id",
       written(o.office_id, t.n, 'event office') AS "Office Id",
       CAST(starts AS TIMESTAMPTZ) AS "Inservice start date",
       CAST(starts + to_hours(hours) AS TIMESTAMPTZ) AS "Inservice end date"
FROM timed t JOIN caregiver g ON g.caregiver = t.held_for JOIN office o ON o.agency = g.agency AND o.office = 0;
INSERT INTO warehouse.BI.FACTCAREGIVERINSERVICE BY NAME SELECT * EXCLUDE (gone) FROM event_row WHERE NOT gone;
