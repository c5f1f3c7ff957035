-- What people maintain in PostgreSQL: settings, travel speeds, exclusions, and the reminders that earlier runs copied:
-- some are missing, some have an older name, some pairs have left the warehouse.
-- Writes: out_settings, out_mph, out_excluded_agency, out_excluded_ssn, out_payer_provider_reminders. Variables: now.
CREATE TABLE out_settings AS
SELECT 5 AS "ExtraDistance", 1.2::FLOAT AS "ExtraDistancePer", 7 AS "NORESPONSELIMITTIME", 0 AS "ID",
       0 AS "UpdateCronFlag",
       0 AS "InsertCronFlag", 0 AS "ConflictIDFlag", 0 AS "GroupIDFlag", 0 AS "VisitHistoryFlag",
       getvariable('now') - to_days(1) AS "LastLoadDate", 0 AS "InProgressFlag";

CREATE TABLE out_mph AS
SELECT *, getvariable('now') - to_days(700) AS "RECORDEDDATETIME" FROM (VALUES
    (1, 'car', 0, 1, 9.5::FLOAT), (2, 'car', 2, 5, 14::FLOAT), (3, 'car', 6, 10, 19.3::FLOAT),
    (4, 'car', 11, 20, 27::FLOAT),
    (5, 'car', 21, 50, 38.6::FLOAT), (6, 'car', 51, 100, 52::FLOAT)
) AS m("ID", "TYPE", "From", "To", "AverageMilesPerHour");

CREATE TABLE out_excluded_agency AS
SELECT row_number() OVER (ORDER BY agency) AS "ID", left(name, 100) AS "AgencyName", provider_id AS "ProviderID",
       app_provider_id AS "AppProviderID"
FROM agency WHERE excluded;

-- Some of the excluded SSNs work here, most do not any more; clerks leave blanks around them.
CREATE TABLE out_excluded_ssn AS
WITH excluded AS (
    SELECT array_to_string(ssn_parts, '-') AS ssn, person AS n FROM person WHERE draw(person, 'excluded ssn') < 0.01
    UNION ALL
    SELECT format('666-00-{:04d}', e), 100000000 + e
    FROM range(1, 1 + least(7000, 20 + getvariable('persons') // 4)) t(e)
)
SELECT row_number() OVER (ORDER BY n) AS "ID",
       CASE WHEN draw(n, 'excluded blanks') < 0.2 THEN ssn || '  ' ELSE ssn END AS "SSN" FROM excluded;

CREATE TABLE out_payer_provider_reminders AS
WITH known AS (
    SELECT DISTINCT *, "Application Provider Id" * 1000 + "Application Payer Id" AS n, false AS ended
    FROM warehouse.BI.DIMPAYERPROVIDER
    UNION ALL
    SELECT p.payer_id, p.app_payer_id, a.provider_id, a.app_provider_id, a.app_provider_id * 1000 + p.app_payer_id, true
    FROM payer p, agency a WHERE draw(a.agency * 100 + p.payer, 'payer provider') > 0.99
)
SELECT row_number() OVER (ORDER BY r."Payer Id", r."Provider Id") AS "ID", r."Payer Id" AS "PayerID",
       r."Application Payer Id" AS "AppPayerID",
       left(CASE WHEN draw(n, 'payer renamed') < 0.03 THEN 'Formerly ' ELSE '' END || y."Payer Name", 100) AS "Contract",
       r."Provider Id" AS "ProviderID", r."Application Provider Id" AS "AppProviderID",
       left(CASE WHEN draw(n, 'renamed') < 0.05 THEN 'Formerly '
            ELSE '' END || p."Provider Name", 100) AS "ProviderName",
       getvariable('now') - to_days(300) AS "CreatedDateTime",
       CASE WHEN draw(r."Application Provider Id", 'days') < 0.3 THEN 7 END AS "NumberOfDays"
FROM known r JOIN warehouse.BI.DIMPAYER y USING ("Payer Id") JOIN warehouse.BI.DIMPROVIDER p USING ("Provider Id")
WHERE ended OR draw(n, 'reminder') < 0.8;
