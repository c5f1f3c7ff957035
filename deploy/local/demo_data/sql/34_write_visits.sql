-- The planned visits as the warehouse holds them: those that were deleted in their own table.
-- Writes: FACTVISITCALLPERFORMANCE_CR, FACTVISITCALLPERFORMANCE_DELETED_CR, inservice_seed.
-- Variables: now, patients_per_agency, inservice_share, multi_persons.
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
SELECT gone, n, class, caregiver, written(make_id('visit', n), n, 'visit id') AS "Visit Id",
       app_text(100000000 + n, n, 'app visit') AS "Application Visit Id",
       written(patient_id, n, 'visit patient') AS "Patient Id", app_patient_id AS "Application Patient Id",
       written(caregiver_id, n, 'visit caregiver') AS "Caregiver Id", app_caregiver_id AS "Application Caregiver Id",
       written(provider_id, n, 'visit provider') AS "Provider Id",
       app_text(app_provider_id, n, 'app provider') AS "Application Provider Id",
       written(office_id, n, 'visit office') AS "Office Id",
       app_text(app_office_id, n, 'app office') AS "Application Office Id",
       written(payer_id, n, 'visit payer') AS "Payer Id", app_payer_id AS "Application Payer Id",
       written(contract_id, n, 'visit contract') AS "Contract Id",
       app_text(app_contract_id, n, 'app contract') AS "Application Contract Id",
       written(service_id, n, 'visit service') AS "Service Code Id", app_service_id AS "Application Service Code Id",
       written(payer_patient_id, n, 'payer patient') AS "Payer Patient Id",
       app_payer_patient_id AS "Application Payer Patient Id",
       written(patient_id, n, 'provider patient') AS "Provider Patient Id",
       app_patient_id AS "Application Provider Patient Id",
       midnight(visit_date, n) AS "Visit Date", CAST(sched_start AS TIMESTAMPTZ) AS "Scheduled Start Time",
       CAST(sched_end AS TIMESTAMPTZ) AS "Scheduled End Time",
       CAST(visit_start AS TIMESTAMPTZ) AS "Visit Start Time", CAST(visit_end AS TIMESTAMPTZ) AS "Visit End Time",
       CAST(visit_start + to_seconds(pick(n, 'evv in', 50) - 20) AS TIMESTAMPTZ) AS "Call In Time",
       CASE WHEN visit_start IS NOT NULL AND device < 0.6 THEN gps_text(lat + (draw(n, 'in lat') - 0.5) * 0.002,
            lon + (draw(n, 'in lon') - 0.5) * 0.002, draw(n, 'gps in'))
            WHEN device < 0.7 THEN ',' END AS "Call In GPS Coordinates",
       CAST(visit_end + to_seconds(pick(n, 'evv out', 50) - 20) AS TIMESTAMPTZ) AS "Call Out Time",
       CASE WHEN visit_end IS NOT NULL AND device < 0.6 THEN gps_text(lat + (draw(n, 'out lat') - 0.5) * 0.002,
            lon + (draw(n, 'out lon') - 0.5) * 0.002, draw(n, 'gps out'))
            WHEN device < 0.7 THEN ',' END AS "Call Out GPS Coordinates",
       CASE WHEN visit_end IS NULL THEN NULL WHEN device < 0.6 THEN 'Mobile App' WHEN device < 0.9 THEN 'Telephony'
            WHEN device < 0.97 THEN 'FOB' END
           AS "Call Out Device Type",
       CASE WHEN draw(n, 'bill type') < 0.01 THEN 'Per diem' WHEN draw(n, 'bill type') < 0.013 THEN 'Per diem, overnight'
            WHEN draw(n, 'bill type') < 0.99 THEN bill_type END AS "Bill Type",
       CASE WHEN billed THEN 'yes' ELSE 'no' END AS "Billed",
       CASE WHEN billed AND draw(n, 'billed hours') < 0.005 THEN 0 WHEN billed AND draw(n, 'billed hours') < 0.98
            THEN hours END AS "Billed Hours",
       CASE WHEN billed THEN rate END AS "Billed Rate", CASE WHEN billed THEN hours * rate END AS "Total Billed Amount",
       CASE WHEN draw(n, 'no rate') < 0.01 THEN 0 WHEN draw(n, 'no rate') < 0.99 THEN rate END
           AS "Bill Rate Non-Billed",
       CASE WHEN billed THEN midnight(visit_date + 3 + CAST(pick(n, 'invoice', 7) AS INTEGER), n) END AS "Invoice Date",
       CASE WHEN missed THEN true WHEN draw(n, 'missed unknown') < 0.01 THEN NULL ELSE false END AS "Is Missed",
       CASE WHEN missed THEN ['Patient in hospital', 'Caregiver called out', 'Patient refused'][1 + n % 3] END
           AS "Missed Visit Reason",
       CASE WHEN known_user < 0.95 THEN written(user_id, n, 'visit user') END AS "Visit Updated User Id",
       CASE WHEN known_user < 0.95 THEN app_text(app_user_id, n, 'app user') END AS "Application Visit Updated User Id",
       CAST(updated AS TIMESTAMPTZ) AS "Visit Updated Timestamp"
FROM joined;
INSERT INTO warehouse.BI.FACTVISITCALLPERFORMANCE_CR BY NAME
SELECT * EXCLUDE (gone, n, class, caregiver) FROM visit_row WHERE NOT gone;
INSERT INTO warehouse.BI.FACTVISITCALLPERFORMANCE_DELETED_CR BY NAME
SELECT * EXCLUDE (gone, n, class, caregiver) FROM visit_row WHERE gone;

-- Some visits are there twice: as they are, the id in other letters; of those in no conflict also with other contents,
-- equally new; and, of any, as they were some days before.
INSERT INTO warehouse.BI.FACTVISITCALLPERFORMANCE_CR BY NAME
WITH copied AS (
    SELECT *, draw(n, 'copy') AS d FROM visit_row
    WHERE NOT gone AND "Visit Updated Timestamp" IS NOT NULL AND draw(n, 'copy') < 0.005
)
SELECT * EXCLUDE (gone, n, class, caregiver, d) REPLACE (upper("Visit Id") AS "Visit Id") FROM copied WHERE d < 0.001
UNION ALL
SELECT * EXCLUDE (gone, n, class, caregiver, d)
       REPLACE ('Visit' AS "Bill Type", "Scheduled End Time" + to_minutes(15) AS "Scheduled End Time")
FROM copied WHERE d >= 0.001 AND d < 0.003 AND class = 'none' AND caregiver // 4 >= getvariable('multi_persons')
UNION ALL
SELECT * EXCLUDE (gone, n, class, caregiver, d)
       REPLACE ("Visit Updated Timestamp" - to_days(5) AS "Visit Updated Timestamp", NULL AS "Visit Start Time",
                NULL AS "Visit End Time", true AS "Is Missed", "Visit Date" - to_days(1) AS "Visit Date")
FROM copied WHERE d >= 0.003;

-- Where an in-service event is to lie: near a visit that took place, of a person who works for several agencies.
INSERT INTO inservice_seed
SELECT v.n, v.caregiver, v.visit_start, v.visit_end FROM visit_plan v JOIN caregiver g USING (caregiver)
JOIN person p ON p.person = g.person
WHERE v.visit_end IS NOT NULL AND NOT v.gone AND p.works_for_several AND draw(v.n, 'in-service') < getvariable('inservice_share');
