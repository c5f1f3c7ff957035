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
       CASE WHEN a = 9 OR a % 71 = 43 THEN NULL ELSE NOT (a = 12 OR a % 41 = 17) END AS active,
       CASE WHEN a = 15 OR a % 67 = 37 THEN NULL ELSE a = 13 OR a % 53 = 29 END AS demo,
       a = 14 OR a % 61 = 31 AS excluded
FROM placed, name_list n;

INSERT INTO warehouse.BI.DIMPROVIDER BY NAME
SELECT CASE WHEN agency % 5 = 2 THEN upper(provider_id) ELSE provider_id END AS "Provider Id",
       CASE agency % 23 WHEN 6 THEN 'A-' || app_provider_id WHEN 11 THEN '' ELSE CAST(app_provider_id AS VARCHAR) END
           AS "Application Provider Id",
       name AS "Provider Name",
       state_text(p.state, p.state_name, draw(agency, 'provider state')) AS "Address State",
       format('00-{:07d}', 1000000 + agency) AS "Federal Tax Number",
       format('555-01{:02d}', agency % 100) AS "Phone Number 1",
       active AS "Is Active", demo AS "Is Demo"
FROM agency a JOIN place p ON p.metro = a.metro AND p.rank = 0;

CREATE TABLE office AS
SELECT a.agency, o AS office, make_id('office', a.agency * 4 + o) AS office_id,
       70000 + a.agency * 4 + o AS app_office_id,
       CASE WHEN a.agency % 31 = 5 AND o = 1 THEN repeat('The office that takes all calls of the island, ', 3) ELSE '' END
           || left(a.name, 60) || ' Office ' || (o + 1) AS name,
       CASE WHEN draw(a.agency * 4 + o, 'office') > 0.08 THEN true WHEN draw(a.agency * 4 + o, 'office') > 0.02 THEN false
            END AS active
FROM agency a, range(1 + a.agency % 4) r(o);
-- one office is there twice, its id in capitals
INSERT INTO warehouse.BI.DIMOFFICE BY NAME
SELECT CASE k WHEN 1 THEN upper(office_id) ELSE written(office_id, app_office_id, 'office id') END AS "Office Id",
       CASE app_office_id % 29 WHEN 7 THEN '' WHEN 11 THEN 'A-' || app_office_id ELSE CAST(app_office_id AS VARCHAR) END
           AS "Application Office Id",
       name AS "Office Name", active AS "Is Active"
FROM office, range(2) copies(k) WHERE k = 0 OR (agency = 1 AND office = 1);

CREATE TABLE payer AS
SELECT p AS payer, make_id('payer', p) AS payer_id, 300 + p AS app_payer_id,
       n.agency_words[1 + p % 12] || ' Health Plan ' || (p + 1) AS name,
       make_id('contract', p) AS contract_id, 9000 + p AS app_contract_id,
       CASE WHEN p = 16 THEN NULL ELSE p % 13 <> 7 END AS active, CASE WHEN p = 4 THEN NULL ELSE p % 17 = 9 END AS demo
FROM range(24) t(p), name_list n;
INSERT INTO warehouse.BI.DIMPAYER BY NAME
SELECT CASE WHEN payer % 7 = 3 THEN upper(payer_id) ELSE payer_id END AS "Payer Id", app_text(app_payer_id, payer, 'payer') AS "Application Payer Id",
       name AS "Payer Name",
       ['NY', 'PA', 'MS', 'New York', 'New York (long-term care)'][1 + payer % 5] AS "Payer State", active AS "Is Active", demo AS "Is Demo"
       FROM payer;
INSERT INTO warehouse.BI.DIMCONTRACT BY NAME
SELECT CASE WHEN payer % 5 = 2 THEN upper(contract_id) ELSE contract_id END AS "Contract Id",
       CASE WHEN payer = 5 THEN 'A-17' ELSE CAST(app_contract_id AS VARCHAR) END AS "Application Contract Id",
       CASE WHEN payer % 10 = 3 THEN 'Contract for long-term care at home, negotiated yearly, no. ' || payer
            ELSE 'Contract ' || payer END
           AS "Contract Name", CASE WHEN payer = 13 THEN NULL ELSE payer % 11 <> 5 END AS "Is Active" FROM payer;
INSERT INTO warehouse.BI.DIMPAYERPROVIDER BY NAME
SELECT written(p.payer_id, a.agency * 100 + p.payer, 'pair payer') AS "Payer Id",
       p.app_payer_id AS "Application Payer Id",
       written(a.provider_id, a.agency * 100 + p.payer, 'pair provider') AS "Provider Id",
       a.app_provider_id AS "Application Provider Id"
FROM payer p, agency a, range(2) copies(k)
-- a few are there twice
WHERE draw(a.agency * 100 + p.payer, 'payer provider') < CASE k WHEN 0 THEN 0.4 ELSE 0.02 END;

CREATE TABLE service AS
SELECT s AS service, make_id('service', s) AS service_id, 800 + s AS app_service_id,
       ['PCA', 'HHA', 'LPN', 'RN', 'HMK'][1 + s % 5] || (1000 + s) AS code
FROM range(20) t(s);
INSERT INTO warehouse.BI.DIMSERVICECODE BY NAME
SELECT CASE WHEN service % 6 = 1 THEN upper(service_id) ELSE service_id END AS "Service Code Id",
       CASE service WHEN 8 THEN '' WHEN 9 THEN 'A-9' ELSE CAST(app_service_id AS VARCHAR) END
           AS "Application Service Code Id",
       code AS "Service Code"
FROM service;

CREATE TABLE app_user AS SELECT u AS app_user, make_id('user', u) AS user_id, 40000 + u AS app_user_id
FROM range(60) t(u);
INSERT INTO warehouse.BI.DIMUSER BY NAME
SELECT written(user_id, app_user, 'user id') AS "User Id", app_user_id AS "Application User Id",
       n.first_names[1 + app_user % 30] || ' ' || n.last_names[1 + app_user * 7 % 30]
           || CASE WHEN app_user = 7 THEN repeat(', of the desk for changes of visits', 20) ELSE '' END AS "User Fullname",
       'user' || app_user || '@agency.example' AS "User Email Address", make_id('vendor', app_user % 5) AS "Vendor Id",
       app_user % 5 AS "Application Vendor Id"
FROM app_user, name_list n;
