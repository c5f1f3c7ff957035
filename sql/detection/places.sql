-- Where the visit v may have been, and its provider's patient's address p_address.
-- Writes: nothing. Parameters: none.
${gps_part(v."Call Out GPS Coordinates", 1)} AS out_latitude, ${gps_part(v."Call Out GPS Coordinates", 2)} AS out_longitude,
${gps_part(v."Call In GPS Coordinates", 1)} AS in_latitude, ${gps_part(v."Call In GPS Coordinates", 2)} AS in_longitude,
p_address."Latitude" AS home_latitude, p_address."Longitude" AS home_longitude
