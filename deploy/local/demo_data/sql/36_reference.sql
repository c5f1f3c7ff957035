-- What people maintain in PostgreSQL: settings, travel speeds, exclusions, and the reminders that earlier runs copied:
-- some are missing, some have an older name, some pairs have left the warehouse.
-- And when the source was last made anew.
-- Writes: FACTDATAREFRESHSTATUS, out_settings, out_mph, out_excluded_agency, out_excluded_ssn, out_payer_provider_reminders. Variables: now.
INSERT INTO warehouse.BI.FACTDATAREFRESHSTATUS BY NAME
SELECT 'Conflict Report' AS "MODULE", 'success' AS "STATUS",
       CAST(getvariable('now') - to_hours(3) AS TIMESTAMPTZ) AS "REFRESH_FINISHED_AT";

-- InProgressFlag 2 is how the older nightly chain left it.
CREATE TABLE out_settings AS
SELECT 5 AS "ExtraDistance", 1.2::FLOAT AS "ExtraDistancePer", 7 AS "NORESPONSELIMITTIME", 1 AS "ID",
       0 AS "UpdateCronFlag",
       0 AS "InsertCronFlag", 0 AS "ConflictIDFlag", 0 AS "GroupIDFlag", 0 AS "VisitHistoryFlag",
       getvariable('now') - to_days(1) AS "LastLoadDate", 2 AS "InProgressFlag";

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
    SELECT DISTINCT p.payer, a.agency, a.agency * 100 + p.payer AS n, false AS ended
    FROM source.DIMPAYERPROVIDER d JOIN payer p ON p.payer_id = d."Payer Id" JOIN agency a ON a.provider_id = d."Provider Id"
    UNION ALL
    SELECT p.payer, a.agency, a.agency * 100 + p.payer, true
    FROM payer p, agency a WHERE draw(a.agency * 100 + p.payer, 'payer provider') > 0.99
)
SELECT row_number() OVER (ORDER BY y.payer_id, a.provider_id) AS "ID", y.payer_id AS "PayerID",
       whole_number(q."Application Payer Id") AS "AppPayerID",
       left(CASE WHEN draw(n, 'payer renamed') < 0.03 THEN 'Formerly ' ELSE '' END || y.name, 100) AS "Contract",
       a.provider_id AS "ProviderID", whole_number(p."Application Provider Id") AS "AppProviderID",
       left(CASE WHEN draw(n, 'renamed') < 0.05 THEN 'Formerly ' ELSE '' END || a.name, 100) AS "ProviderName",
       getvariable('now') - to_days(300) AS "CreatedDateTime",
       CASE WHEN draw(a.agency, 'days') < 0.3 THEN 7 END AS "NumberOfDays"
FROM known r JOIN payer y USING (payer) JOIN agency a USING (agency)
JOIN source.DIMPAYER q ON q."Payer Id" = y.payer_id JOIN source.DIMPROVIDER p ON p."Provider Id" = a.provider_id
WHERE ended OR draw(n, 'reminder') < 0.8;
