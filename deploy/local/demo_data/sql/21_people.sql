-- Caregivers and patients. A person works for one to four agencies under one SSN, with another caregiver id at each.
-- Writes: person, caregiver, patient, DIMCAREGIVER, DIMPATIENT. Variables: persons, multi_persons, patients_per_agency.

-- SSNs come only from ranges that were never issued: area 000, area 666, group 00, areas 900-999 (groups 01-49). Some
-- people who work for one agency alone have a number that stands for nobody, several of them the same one.
CREATE TABLE person AS
WITH numbered AS (SELECT p, p // 10 AS q FROM range(getvariable('persons')) t(p))
SELECT p AS person, p < getvariable('multi_persons') AS works_for_several,
       CASE WHEN draw(p, 'metro') < 0.66 THEN 0 WHEN draw(p, 'metro') < 0.81 THEN 1 WHEN draw(p, 'metro') < 0.91 THEN 2
            ELSE 3 END AS metro,
       CASE WHEN p >= getvariable('multi_persons') THEN 1 WHEN draw(p, 'slots') < 0.62 THEN 2
            WHEN draw(p, 'slots') < 0.88 THEN 3 ELSE 4 END AS slots,
       pick(p, 'shift', 6) AS shift, 4 + pick(p, 'days', 3) AS days_per_week,
       CASE WHEN draw(p, 'weekday') < 0.7 THEN 0 ELSE pick(p, 'first weekday', 7) END AS first_weekday,
       CASE WHEN (p - getvariable('multi_persons')) % 4 = 1 AND p - getvariable('multi_persons') < 240
            THEN ['999-99-9999', '999999999', '000000000', '123456789']
                [1 + CAST(p - getvariable('multi_persons') AS BIGINT) // 4 % 4] END AS placeholder,
       CASE p % 10 WHEN 0 THEN ['666', digits(1 + q % 99, 2), digits(1 + q // 99, 4)]
                   WHEN 1 THEN ['000', digits(1 + q % 99, 2), digits(1 + q // 99, 4)]
                   WHEN 2 THEN [digits(1 + q % 665, 3), '00', digits(1 + q // 665, 4)]
                   ELSE [CAST(900 + p % 100 AS VARCHAR), digits(1 + p // 100 % 49, 2), digits(1 + p // 4900, 4)]
       END AS ssn_parts,
       n.first_names[1 + pick(p, 'first name', 30)] AS first_name,
       n.last_names[1 + pick(p, 'last name', 30)] AS last_name
FROM numbered, name_list n;

CREATE TABLE caregiver AS
WITH employed AS (
    SELECT p.*, s AS slot, p.person * 4 + s AS caregiver,
           CASE WHEN s = 1 AND draw(p.person, 'other state') < 0.03 THEN (p.metro + 1) % 4 ELSE p.metro END AS works_in
    FROM person p, range(p.slots) r(s)
)
SELECT e.caregiver, e.person, e.slot, a.agency, a.provider_id, a.app_provider_id,
       make_id('caregiver', e.caregiver) AS caregiver_id,
       2000000 + e.caregiver AS app_caregiver_id, e.first_name, e.last_name,
       CASE WHEN e.placeholder IS NOT NULL THEN e.placeholder
            WHEN draw(e.caregiver, 'ssn shape') < 0.006 THEN NULL
            WHEN draw(e.caregiver, 'ssn shape') < 0.010 THEN ''
            WHEN draw(e.caregiver, 'ssn shape') < 0.012 THEN '   '
            WHEN draw(e.caregiver, 'ssn shape') < 0.080 THEN ' ' || array_to_string(e.ssn_parts, '-') || '  '
            WHEN draw(e.caregiver, 'ssn shape') < 0.180 THEN array_to_string(e.ssn_parts, '')
            WHEN draw(e.person, 'ssn dashes') < 0.93 THEN array_to_string(e.ssn_parts, '-')
            ELSE array_to_string(e.ssn_parts, '') END AS ssn
FROM employed e JOIN agency a ON a.metro = e.works_in
     AND a.rank = (pick(e.person, 'agency', 1000000) + e.slot) % a.in_metro;
INSERT INTO warehouse.BI.DIMCAREGIVER BY NAME
SELECT written(caregiver_id, caregiver, 'caregiver id') AS "Caregiver Id",
       app_caregiver_id AS "Application Caregiver Id",
       'C' || app_caregiver_id AS "Caregiver Code",
       first_name AS "Caregiver Firstname", last_name AS "Caregiver Lastname",
       first_name || ' ' || last_name AS "Caregiver Fullname",
       ssn AS "SSN", CASE WHEN draw(caregiver, 'status') < 0.93 THEN 'Active'
            WHEN draw(caregiver, 'status') < 0.98 THEN 'Inactive'
            WHEN draw(caregiver, 'status') < 0.99 THEN 'Active until the yearly health check' END AS "Status"
FROM caregiver;

CREATE TABLE patient AS
WITH numbered AS (
    SELECT a.*, a.agency * getvariable('patients_per_agency') + r AS patient, r
    FROM agency a, range(getvariable('patients_per_agency')) t(r)
), placed AS (
    SELECT n.*, (SELECT count(*) FROM place WHERE metro = n.metro) AS places FROM numbered n
)
SELECT d.agency, d.patient, p.place, p.city, p.county, p.state, p.state_name, p.zip,
       p.lat + (draw(d.patient, 'lat') - 0.5) * 0.09 AS lat, p.lon + (draw(d.patient, 'lon') - 0.5) * 0.11 AS lon,
       make_id('patient', d.patient) AS patient_id, 1000000 + d.patient AS app_patient_id,
       CASE WHEN draw(d.patient, 'payer record') < 0.65 THEN make_id('payer patient', d.patient) END
           AS payer_patient_id,
       CASE WHEN draw(d.patient, 'payer record') < 0.65 THEN 6000000 + d.patient END AS app_payer_patient_id,
       n.first_names[1 + pick(d.patient, 'patient first', 30)] AS first_name,
       n.last_names[1 + pick(d.patient, 'patient last', 30)] AS last_name,
       y.payer, CASE WHEN draw(d.patient, 'contract') < 0.85 THEN y.payer_id END AS payer_id,
       CASE WHEN draw(d.patient, 'contract') < 0.85 THEN y.app_payer_id
            WHEN draw(d.patient, 'contract') < 0.97 THEN 0 END AS app_payer_id,
       CASE WHEN draw(d.patient, 'contract') > 0.70 THEN y.contract_id END AS contract_id,
       CASE WHEN draw(d.patient, 'contract') > 0.70 THEN y.app_contract_id
            WHEN draw(d.patient, 'contract') > 0.10 THEN 0 END AS app_contract_id,
       s.service_id, s.app_service_id, o.office_id, o.app_office_id,
       ['Hourly', 'Hourly', 'Hourly', 'Daily', 'Visit'][1 + d.patient % 5] AS bill_type,
       18 + pick(d.patient, 'rate', 60) * 0.25 AS rate
FROM placed d
JOIN place p ON p.metro = d.metro AND p.rank = pick(d.patient, 'place', d.places)
JOIN payer y ON y.payer = pick(d.patient, 'payer', 24)
JOIN service s ON s.service = pick(d.patient, 'service', 20)
JOIN office o ON o.agency = d.agency AND o.office = pick(d.patient, 'office', 1 + d.agency % 4), name_list n;

CREATE TABLE patient_record AS
SELECT patient * 2 AS record, patient_id AS record_id, app_patient_id AS app_record_id, * FROM patient
UNION ALL
SELECT patient * 2 + 1, payer_patient_id, app_payer_patient_id, * FROM patient WHERE payer_patient_id IS NOT NULL;
INSERT INTO warehouse.BI.DIMPATIENT BY NAME
SELECT written(record_id, record, 'record id') AS "Patient Id", app_record_id AS "Application Patient Id", first_name AS "Patient Firstname",
       last_name AS "Patient Lastname",
       first_name || ' ' || last_name AS "Patient Name", 'ADM-' || app_record_id AS "Admission Id",
       CASE WHEN draw(record, 'medicaid') < 0.95 THEN format('ZZ{:07d}Q', app_record_id) END AS "Medicaid Number",
       ['Active', 'Active', 'Active', 'Hold', 'Discharged', 'Active', 'Discharged to a hospital, bed kept'][1 + record % 7]
           AS "Status"
FROM patient_record;
