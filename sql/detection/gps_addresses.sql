-- Each patient's newest primary address whose type contains GPS; among equally new ones always the same one.
-- Writes: gps_addresses (temporary). Parameters: none.
${create_work(gps_addresses)} AS
SELECT * FROM (
    SELECT a."Patient Id", a."Patient Address Id", a."Application Patient Address Id", a."Address Line 1",
        a."Address Line 2", a."City", a."Address State", a."Zip Code", a."County", a."Latitude", a."Longitude",
        a."Patient Address Id" IS NULL AND a."Patient Address Id as written" IS NOT NULL AS unread,
        ROW_NUMBER() OVER (
            PARTITION BY a."Patient Id"
            ORDER BY a."Application Created UTC Timestamp" DESC NULLS LAST,
                LENGTH(a."Application Patient Address Id") DESC NULLS LAST,
                ${by_bytes(a."Application Patient Address Id")} DESC NULLS LAST,
                a."Patient Address Id", a."Latitude", a."Longitude",
                ${by_bytes(a."Address State")}, ${by_bytes(a."Address Line 1")},
                ${by_bytes(a."Address Line 2")}, ${by_bytes(a."City")}, ${by_bytes(a."Zip Code")}, ${by_bytes(a."County")}) AS row_no
    FROM ${source(DIMPATIENTADDRESS)} a
    WHERE a."Primary Address" = TRUE AND a."Address Type" LIKE '%GPS%' AND ${narrowed_to_patients(a."Patient Id")}
) numbered
WHERE row_no = 1
