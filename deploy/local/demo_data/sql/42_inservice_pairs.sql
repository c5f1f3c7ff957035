-- In-service events against the completed visits of the same people at other agencies.
-- Writes: inservice_event, inservice_pair. Variables: window_from, window_to.
CREATE TABLE inservice_event AS
SELECT CAST(CAST(md5('I' || CAST(e."Application Caregiver Inservice Id" AS BIGINT)) AS UUID) AS VARCHAR) AS id,
       e."Application Caregiver Inservice Id" AS app_id, e."Caregiver Id" AS caregiver_id,
       e."Provider Id" AS provider_id, e."Office Id" AS office_id,
       c.ssn, CAST(e."Inservice start date" AS TIMESTAMP) AS starts, CAST(e."Inservice end date" AS TIMESTAMP) AS ends
FROM warehouse.BI.FACTCAREGIVERINSERVICE e
JOIN counted_caregiver c ON c.caregiver_id = e."Caregiver Id" JOIN counted_provider p ON p.provider_id = e."Provider Id"
WHERE CAST(e."Inservice start date" AS TIMESTAMP)::DATE BETWEEN getvariable('window_from') AND getvariable('window_to');

CREATE TABLE inservice_pair AS
WITH visit AS (
    SELECT v."Visit Id" AS id, v."Visit Date" AS day, v."Visit Start Time" AS starts, v."Visit End Time" AS ends,
           v."Caregiver Id" AS caregiver_id, v."Provider Id" AS provider_id, c.ssn
    FROM warehouse.BI.FACTVISITCALLPERFORMANCE_CR v
    JOIN counted_caregiver c ON c.caregiver_id = v."Caregiver Id"
    JOIN counted_provider p ON p.provider_id = v."Provider Id"
    WHERE v."Visit Start Time" IS NOT NULL AND v."Visit End Time" IS NOT NULL AND v."Is Missed" IS NOT TRUE
      AND v."Visit Date" BETWEEN getvariable('window_from') AND getvariable('window_to')
      AND c.ssn IN (SELECT ssn FROM inservice_event)
), near AS (
    SELECT v.id AS visit, v.day, e.id AS event, v.ssn, e.starts::DATE AS event_day,
           v.caregiver_id = e.caregiver_id AS same_caregiver,
           v.provider_id = e.provider_id AS same_provider
    FROM visit v JOIN inservice_event e ON e.ssn = v.ssn AND v.starts <= e.ends AND e.starts <= v.ends
)
SELECT visit, event, ssn, day, event_day FROM near
WHERE NOT same_provider AND visit NOT IN (SELECT visit FROM near WHERE same_provider AND same_caregiver);
