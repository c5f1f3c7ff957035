-- Each patient's newest primary address whose type contains GPS.
-- Writes: gps_addresses (temporary). Parameters: none.
CREATE TEMPORARY TABLE gps_addresses AS
SELECT * FROM (
    SELECT a.*,
        ROW_NUMBER() OVER (
            PARTITION BY a."Patient Id"
            ORDER BY a."Application Created UTC Timestamp" DESC NULLS LAST,
                a."Application Patient Address Id" DESC NULLS LAST) AS newest
    FROM ${source(DIMPATIENTADDRESS)} a
    WHERE a."Primary Address" AND a."Address Type" LIKE '%GPS%' AND ${looked_at(a."Patient Id")}
) numbered
WHERE newest = 1
