-- The planned visits as the warehouse holds them: those that were deleted in their own table.
-- Writes: FACTVISITCALLPERFORMANCE_CR, FACTVISITCALLPERFORMANCE_DELETED_CR, inservice_seed.
-- Variables: now, patients_per_agency, inservice_share.
CREATE OR REPLACE TABLE visit_row AS
WITH joined AS (
    SELECT v.*, g.caregiver_id, g.app_caregiver_id, g.provider_id, g.app_provider_id, p.* EXCLUDE (agency),
           draw(v.n, 'device') AS device, u.user_id, u.app_user_id, draw(v.n, 'user') AS known_user,
           date_diff('minute', v.visit_start, v.visit_end) / 60.0 AS hours,
           v.visit_end IS NOT NULL AND v.visit_date < getvariable('now') - to_days(10)
                AND draw(v.n, 'billed') < 0.88 AS billed
    FROM visit_plan v JOIN caregiver g USING (caregiver)
    JOIN patient p ON p.patient = g.agency * getvariable('patients_per_agency') + v.patient_rank
    JOIN app_user u ON u.app_user = pick(v.n, 'user', 60)
)
SELECT gone, make_id('visit', n) AS "Visit Id", 100000000 + n AS "Application Visit Id", patient_id AS "Patient Id",
       app_patient_id AS "Application Patient Id",
       caregiver_id AS "Caregiver Id", app_caregiver_id AS "Application Caregiver Id", provider_id AS "Provider Id",
       app_provider_id AS "Application Provider Id", office_id AS "Office Id", app_office_id AS "Application Office Id",
       payer_id AS "Payer Id", app_payer_id AS "Application Payer Id", contract_id AS "Contract Id",
       app_contract_id AS "Application Contract Id",
       service_id AS "Service Code Id", app_service_id AS "Application Service Code Id",
       payer_patient_id AS "Payer Patient Id",
       app_payer_patient_id AS "Application Payer Patient Id", patient_id AS "Provider Patient Id",
       app_patient_id AS "Application Provider Patient Id",
       visit_date AS "Visit Date", CAST(sched_start AS TIMESTAMPTZ) AS "Scheduled Start Time",
       CAST(sched_end AS TIMESTAMPTZ) AS "Scheduled End Time",
       visit_start AS "Visit Start Time", visit_end AS "Visit End Time",
       visit_start + to_seconds(pick(n, 'evv in', 50) - 20) AS "Call In Time",
       CASE WHEN visit_start IS NOT NULL AND device < 0.6 THEN gps_text(lat + (draw(n, 'in lat') - 0.5) * 0.002,
            lon + (draw(n, 'in lon') - 0.5) * 0.002, draw(n, 'gps in'))
            WHEN device < 0.7 THEN ',' END AS "Call In GPS Coordinates",
       visit_end + to_seconds(pick(n, 'evv out', 50) - 20) AS "Call Out Time",
       CASE WHEN visit_end IS NOT NULL AND device < 0.6 THEN gps_text(lat + (draw(n, 'out lat') - 0.5) * 0.002,
            lon + (draw(n, 'out lon') - 0.5) * 0.002, draw(n, 'gps out'))
            WHEN device < 0.7 THEN ',' END AS "Call Out GPS Coordinates",
       CASE WHEN visit_end IS NULL THEN NULL WHEN device < 0.6 THEN 'Mobile App' WHEN device < 0.9 THEN 'Telephony'
            WHEN device < 0.97 THEN 'FOB' END
           AS "Call Out Device Type",
       CASE WHEN draw(n, 'bill type') < 0.01 THEN 'Per diem' WHEN draw(n, 'bill type') < 0.99 THEN bill_type
            END AS "Bill Type",
       CASE WHEN billed THEN 'yes' ELSE 'no' END AS "Billed",
       CASE WHEN billed AND draw(n, 'billed hours') < 0.005 THEN 0 WHEN billed AND draw(n, 'billed hours') < 0.98
            THEN hours END AS "Billed Hours",
       CASE WHEN billed THEN rate END AS "Billed Rate", CASE WHEN billed THEN hours * rate END AS "Total Billed Amount",
       CASE WHEN draw(n, 'no rate') < 0.01 THEN 0 WHEN draw(n, 'no rate') < 0.99 THEN rate END
           AS "Bill Rate Non-Billed",
       CASE WHEN billed THEN visit_date + 3 + CAST(pick(n, 'invoice', 7) AS INTEGER) END AS "Invoice Date",
       CASE WHEN missed THEN true WHEN draw(n, 'missed unknown') < 0.01 THEN NULL ELSE false END AS "Is Missed",
       CASE WHEN missed THEN ['Patient in hospital', 'Caregiver called out', 'Patient refused'][1 + n % 3] END
           AS "Missed Visit Reason",
       CASE WHEN known_user < 0.95 THEN user_id END AS "Visit Updated User Id",
       CASE WHEN known_user < 0.95 THEN app_user_id END AS "Application Visit Updated User Id",
       CAST(updated AS TIMESTAMPTZ) AS "Visit Updated Timestamp"
FROM joined;
INSERT INTO warehouse.BI.FACTVISITCALLPERFORMANCE_CR BY NAME SELECT * EXCLUDE (gone) FROM visit_row WHERE NOT gone;
INSERT INTO warehouse.BI.FACTVISITCALLPERFORMANCE_DELETED_CR BY NAME SELECT * EXCLUDE (gone) FROM visit_row WHERE gone;

-- Where an in-service event is to lie: near a visit that took place, of a person who works for several agencies.
INSERT INTO inservice_seed
SELECT v.n, v.caregiver, v.visit_start, v.visit_end FROM visit_plan v JOIN caregiver g USING (caregiver)
JOIN person p ON p.person = g.person
WHERE v.visit_end IS NOT NULL AND NOT v.gone AND p.works_for_several AND draw(v.n, 'in-service') < getvariable('inservice_share');
