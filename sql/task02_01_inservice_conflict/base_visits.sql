-- The visits of the detected pairs, with the place where they were.
-- Writes: base_visits (temporary). Parameters: none.
CREATE TEMPORARY TABLE base_visits AS
WITH newest AS (
    SELECT v.visit_id, v.visit_date, v.ssn,
        ${gps_part(v.out_gps, 1)} AS out_latitude, ${gps_part(v.out_gps, 2)} AS out_longitude,
        ${gps_part(v.in_gps, 1)} AS in_latitude, ${gps_part(v.in_gps, 2)} AS in_longitude,
        address."Latitude" AS home_latitude, address."Longitude" AS home_longitude
    FROM event_visits v
    LEFT JOIN gps_addresses address ON address."Patient Id" = v.patient_id
    WHERE v.visit_id IN (SELECT b_visit_id FROM detected_pairs)
), located AS (
    ${include detection/located}
)
SELECT visit_id, visit_date, ssn, latitude, longitude FROM located
