-- One to four addresses a patient record: the newest primary one of a type with GPS is the one that counts.
-- Writes: DIMPATIENTADDRESS. Variables: now.
CREATE TABLE patient_address AS
WITH numbered AS (
    SELECT r.*, k, r.record * 4 + k AS address
    FROM patient_record r, range(4) t(k)
    WHERE k = 0 OR (k = 1 AND draw(r.record, 'moved') < 0.35) OR (k = 2 AND draw(r.record, 'mail') < 0.25)
       OR (k = 3 AND draw(r.record, 'tie') < 0.03)
)
SELECT *, CASE WHEN k = 2 THEN 'Mailing' WHEN draw(record, 'gps type') < 0.45 THEN 'GPS'
               WHEN draw(record, 'gps type') < 0.9 THEN 'Home, GPS'
               WHEN draw(record, 'gps type') < 0.95 THEN 'Home' ELSE 'gps' END AS address_type,
       -- of two with the same time (k = 0 and 3) the higher id counts
       CASE WHEN draw(record, 'no time') < 0.01 THEN NULL
            ELSE before_now(1440 * (CASE WHEN k IN (1, 2) THEN 500 ELSE 900 END + pick(record, 'created', 300)))
       END AS created,
       lat + CASE WHEN k IN (0, 2) THEN 0 ELSE (draw(address, 'moved lat') - 0.5) * 0.05 END AS address_lat,
       lon + CASE WHEN k IN (0, 2) THEN 0 ELSE (draw(address, 'moved lon') - 0.5) * 0.05 END AS address_lon
FROM numbered;
INSERT INTO warehouse.BI.DIMPATIENTADDRESS BY NAME
SELECT written(make_id('address', address), address, 'address id') AS "Patient Address Id",
       8000000 + address AS "Application Patient Address Id",
       written(record_id, address, 'address of') AS "Patient Id", app_record_id AS "Application Patient Id", address_type AS "Address Type",
       (1 + pick(address, 'house', 900)) || ' ' || n.streets[1 + pick(address, 'street', 10)] AS "Address Line 1",
       CASE WHEN draw(address, 'line 2') < 0.3 THEN 'Apt ' || (1 + pick(address, 'apartment', 90))
            WHEN draw(address, 'line 2') < 0.6 THEN '' END
           AS "Address Line 2",
       city AS "City", county AS "County", state_text(state, state_name, draw(address, 'state')) AS "Address State",
       zip AS "Zip Code",
       CASE WHEN draw(address, 'primary') > 0.01 THEN k <> 2 END AS "Primary Address",
       CASE WHEN draw(address, 'located') < 0.95 THEN address_lat WHEN draw(address, 'located') < 0.97 THEN 0 END
           AS "Latitude",
       CASE WHEN draw(address, 'located') < 0.95 THEN address_lon WHEN draw(address, 'located') < 0.97 THEN 0 END
           AS "Longitude",
       CAST(created AS TIMESTAMPTZ) AS "Application Created UTC Timestamp"
FROM patient_address, name_list n;
DROP TABLE patient_address;
