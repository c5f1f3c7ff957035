-- Agencies with offices, payers, contracts, service codes and users.
-- Writes: agency, office and the warehouse's small tables. Variables: agencies.
CREATE TABLE agency AS
WITH numbered AS (
    SELECT a, CASE WHEN a % 16 < 8 THEN 0 WHEN a % 16 < 11 THEN 1 WHEN a % 16 < 14 THEN 2 ELSE 3 END AS wanted_metro
    FROM range(getvariable('agencies')) t(a)
), placed AS (
    -- every metro has at least four agencies, so that one person can work for four
    SELECT a, CASE WHEN a < 16 THEN a % 4 ELSE wanted_metro END AS metro FROM numbered
)
SELECT a AS agency, metro, row_number() OVER (PARTITION BY metro ORDER BY a) - 1 AS rank,
       count(*) OVER (PARTITION BY metro) AS in_metro, make_id('provider', a) AS provider_id,
       5000 + a AS app_provider_id,
       CASE WHEN a = 21 OR a % 97 = 11
            THEN repeat('The Long and Honourable Agency of ', 4) || n.agency_words[1 + a % 12]
            ELSE n.agency_words[1 + a % 12] || ' ' || n.agency_kinds[1 + (a // 12) % 6]
                 || CASE WHEN a % 7 = 3 THEN ', Inc.' WHEN a % 11 = 5 THEN ' "West"' ELSE '' END
                 || CASE WHEN a >= 72 THEN ' ' || a // 72 ELSE '' END END AS name,
       NOT (a = 12 OR a % 41 = 17) AS active, a = 13 OR a % 53 = 29 AS demo, a = 14 OR a % 61 = 31 AS excluded
FROM placed, name_list n;

INSERT INTO warehouse.BI.DIMPROVIDER BY NAME
SELECT provider_id AS "Provider Id", app_provider_id AS "Application Provider Id", name AS "Provider Name",
       state_text(p.state, p.state_name, draw(agency, 'provider state')) AS "Address State",
       format('00-{:07d}', 1000000 + agency) AS "Federal Tax Number",
       format('555-01{:02d}', agency % 100) AS "Phone Number 1",
       active AS "Is Active", CASE WHEN demo THEN true WHEN agency % 9 = 4 THEN NULL ELSE false END AS "Is Demo"
FROM agency a JOIN place p ON p.metro = a.metro AND p.rank = 0;

CREATE TABLE office AS
SELECT a.agency, o AS office, make_id('office', a.agency * 4 + o) AS office_id,
       70000 + a.agency * 4 + o AS app_office_id,
       left(a.name, 60) || ' Office ' || (o + 1) AS name, draw(a.agency * 4 + o, 'office') > 0.06 AS active
FROM agency a, range(1 + a.agency % 4) r(o);
INSERT INTO warehouse.BI.DIMOFFICE BY NAME
SELECT office_id AS "Office Id", app_office_id AS "Application Office Id", name AS "Office Name", active AS "Is Active"
FROM office;

CREATE TABLE payer AS
SELECT p AS payer, make_id('payer', p) AS payer_id, 300 + p AS app_payer_id,
       n.agency_words[1 + p % 12] || ' Health Plan ' || (p + 1) AS name,
       make_id('contract', p) AS contract_id, 9000 + p AS app_contract_id, p % 13 <> 7 AS active, p % 17 = 9 AS demo
FROM range(24) t(p), name_list n;
INSERT INTO warehouse.BI.DIMPAYER BY NAME
SELECT payer_id AS "Payer Id", app_payer_id AS "Application Payer Id", name AS "Payer Name",
       ['NY', 'PA', 'MS', 'New York'][1 + payer % 4] AS "Payer State", active AS "Is Active", demo AS "Is Demo"
       FROM payer;
INSERT INTO warehouse.BI.DIMCONTRACT BY NAME
SELECT contract_id AS "Contract Id", app_contract_id AS "Application Contract Id",
       CASE WHEN payer % 10 = 3 THEN 'Contract for long-term care at home, negotiated yearly, no. ' || payer
            ELSE 'Contract ' || payer END
           AS "Contract Name", payer % 11 <> 5 AS "Is Active" FROM payer;
INSERT INTO warehouse.BI.DIMPAYERPROVIDER BY NAME
SELECT p.payer_id AS "Payer Id", p.app_payer_id AS "Application Payer Id", a.provider_id AS "Provider Id",
       a.app_provider_id AS "Application Provider Id"
FROM payer p, agency a, range(2) copies(k)
-- a few are there twice
WHERE draw(a.agency * 100 + p.payer, 'payer provider') < CASE k WHEN 0 THEN 0.4 ELSE 0.004 END;

CREATE TABLE service AS
SELECT s AS service, make_id('service', s) AS service_id, 800 + s AS app_service_id,
       ['PCA', 'HHA', 'LPN', 'RN', 'HMK'][1 + s % 5] || (1000 + s) AS code
FROM range(20) t(s);
INSERT INTO warehouse.BI.DIMSERVICECODE BY NAME
SELECT service_id AS "Service Code Id", app_service_id AS "Application Service Code Id", code AS "Service Code"
FROM service;

CREATE TABLE app_user AS SELECT u AS app_user, make_id('user', u) AS user_id, 40000 + u AS app_user_id
FROM range(60) t(u);
INSERT INTO warehouse.BI.DIMUSER BY NAME
SELECT user_id AS "User Id", app_user_id AS "Application User Id",
       n.first_names[1 + app_user % 30] || ' ' || n.last_names[1 + app_user * 7 % 30] AS "User Fullname",
       'user' || app_user || '@agency.example' AS "User Email Address", make_id('vendor', app_user % 5) AS "Vendor Id",
       app_user % 5 AS "Application Vendor Id"
FROM app_user, name_list n;
