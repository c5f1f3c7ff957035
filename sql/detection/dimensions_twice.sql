-- How many ids of each dimension have several rows, of which always the same one counts.
-- Writes: nothing. Parameters: none.
SELECT
    (SELECT COUNT(*) FROM (SELECT "Caregiver Id" FROM ${source(DIMCAREGIVER)} d
        WHERE "Caregiver Id" IS NOT NULL GROUP BY "Caregiver Id" HAVING COUNT(*) > 1) n) AS "DIMCAREGIVER",
    (SELECT COUNT(*) FROM (SELECT "Contract Id" FROM ${source(DIMCONTRACT)} d
        WHERE "Contract Id" IS NOT NULL GROUP BY "Contract Id" HAVING COUNT(*) > 1) n) AS "DIMCONTRACT",
    (SELECT COUNT(*) FROM (SELECT "Office Id" FROM ${source(DIMOFFICE)} d
        WHERE "Office Id" IS NOT NULL GROUP BY "Office Id" HAVING COUNT(*) > 1) n) AS "DIMOFFICE",
    (SELECT COUNT(*) FROM (SELECT "Patient Id" FROM ${source(DIMPATIENT)} d
        WHERE "Patient Id" IS NOT NULL GROUP BY "Patient Id" HAVING COUNT(*) > 1) n) AS "DIMPATIENT",
    (SELECT COUNT(*) FROM (SELECT "Payer Id" FROM ${source(DIMPAYER)} d
        WHERE "Payer Id" IS NOT NULL GROUP BY "Payer Id" HAVING COUNT(*) > 1) n) AS "DIMPAYER",
    (SELECT COUNT(*) FROM (SELECT "Provider Id" FROM ${source(DIMPROVIDER)} d
        WHERE "Provider Id" IS NOT NULL GROUP BY "Provider Id" HAVING COUNT(*) > 1) n) AS "DIMPROVIDER",
    (SELECT COUNT(*) FROM (SELECT "Service Code Id" FROM ${source(DIMSERVICECODE)} d
        WHERE "Service Code Id" IS NOT NULL GROUP BY "Service Code Id" HAVING COUNT(*) > 1) n) AS "DIMSERVICECODE",
    (SELECT COUNT(*) FROM (SELECT "User Id" FROM ${source(DIMUSER)} d
        WHERE "User Id" IS NOT NULL GROUP BY "User Id" HAVING COUNT(*) > 1) n) AS "DIMUSER"
