-- In-service events against the completed visits of the same people at other agencies. Those that were called off too,
-- marked: conflicts with them were stored when they still were there.
-- Writes: inservice_event, inservice_pair. Variables: window_from, window_to.
CREATE TABLE inservice_event AS
SELECT CAST(CAST(md5('I' || CAST(e."Application Caregiver Inservice Id" AS BIGINT)) AS UUID) AS VARCHAR) AS id,
       e."Application Caregiver Inservice Id" AS app_id, c.caregiver_id, p.provider_id,
       CAST(CAST(e."Office Id" AS UUID) AS VARCHAR) AS office_id,
       e.gone, c.person, CAST(e."Inservice start date" AS TIMESTAMP) AS starts,
       CAST(e."Inservice end date" AS TIMESTAMP) AS ends
FROM event_row e
JOIN counted_caregiver c ON c.caregiver_id = CAST(CAST(e."Caregiver Id" AS UUID) AS VARCHAR)
JOIN counted_provider p ON p.provider_id = CAST(CAST(e."Provider Id" AS UUID) AS VARCHAR)
WHERE CAST(e."Inservice start date" AS TIMESTAMP)::DATE BETWEEN getvariable('window_from') AND getvariable('window_to');

CREATE TABLE inservice_pair AS
WITH visit AS (
    SELECT v."Visit Id" AS id, v."Visit Date" AS day, v."Visit Start Time" AS starts, v."Visit End Time" AS ends,
           v."Provider Id" AS provider_id, c.person
    FROM any_visit v
    JOIN counted_caregiver c ON c.caregiver_id = v."Caregiver Id"
    JOIN counted_provider p ON p.provider_id = v."Provider Id"
    WHERE NOT v.gone AND v."Visit Start Time" IS NOT NULL AND v."Visit End Time" IS NOT NULL
      AND v."Is Missed" IS NOT TRUE
      AND v."Visit Date" BETWEEN getvariable('window_from') AND getvariable('window_to')
      AND c.person IN (SELECT person FROM inservice_event)
), near AS (
    SELECT v.id AS visit, v.day, e.id AS event, e.gone, v.person, e.starts::DATE AS event_day,
           v.provider_id = e.provider_id AS same_provider
    FROM visit v JOIN inservice_event e ON e.person = v.person AND v.starts <= e.ends AND e.starts <= v.ends
)
SELECT visit, event, gone, person, day, event_day FROM near WHERE NOT same_provider
    AND visit NOT IN (SELECT visit FROM near WHERE same_provider AND NOT gone);
