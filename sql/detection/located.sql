-- Where a visit was: latitude and longitude from the first source that has both, as numbers a place can have. Nobody
-- is at 0, 0: that is a device without a fix.
-- Writes: nothing. Parameters: none.
-- Input: newest (out_latitude, out_longitude, in_latitude, in_longitude: texts; home_latitude, home_longitude: numbers).
WITH numbers AS (
    SELECT n.*,
        ${number(out_latitude)} AS out_lat, ${number(out_longitude)} AS out_long,
        ${number(in_latitude)} AS in_lat, ${number(in_longitude)} AS in_long,
        home_latitude AS home_lat, home_longitude AS home_long
    FROM newest n
), sourced AS (
    SELECT n.*,
        CASE WHEN out_lat BETWEEN -90 AND 90 AND out_long BETWEEN -180 AND 180 AND NOT (out_lat = 0 AND out_long = 0) THEN 'OUT'
             WHEN in_lat BETWEEN -90 AND 90 AND in_long BETWEEN -180 AND 180 AND NOT (in_lat = 0 AND in_long = 0) THEN 'IN'
             WHEN home_lat BETWEEN -90 AND 90 AND home_long BETWEEN -180 AND 180 AND NOT (home_lat = 0 AND home_long = 0) THEN 'HOME' END AS source
    FROM numbers n
)
SELECT s.*,
    CASE source WHEN 'OUT' THEN out_lat WHEN 'IN' THEN in_lat WHEN 'HOME' THEN home_lat END AS latitude,
    CASE source WHEN 'OUT' THEN out_long WHEN 'IN' THEN in_long WHEN 'HOME' THEN home_long END AS longitude
FROM sourced s
