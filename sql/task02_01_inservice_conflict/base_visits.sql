-- The visits of the detected pairs, with the place where they were.
-- Writes: base_visits (temporary). Parameters: none.
${create_work(base_visits)} AS
WITH newest AS (
    SELECT v.visit_id,
        ${gps_part(v.out_gps, 1)} AS out_latitude, ${gps_part(v.out_gps, 2)} AS out_longitude,
        ${gps_part(v.in_gps, 1)} AS in_latitude, ${gps_part(v.in_gps, 2)} AS in_longitude,
        address."Latitude" AS home_latitude, address."Longitude" AS home_longitude
    FROM ${work(event_visits)} v
    LEFT JOIN ${work(gps_addresses)} address ON address."Patient Id" = v.patient_id
    WHERE v.visit_id IN (SELECT b_visit_id FROM ${work(detected_pairs)})
), located AS (
    ${include detection/located}
)
SELECT visit_id, latitude, longitude FROM located
