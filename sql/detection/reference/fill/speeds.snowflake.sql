-- Travel speed by distance, from a JSON list of {from_miles, to_miles, miles_per_hour}.
-- Writes: speeds (temporary). Parameters: speeds.
${create_work(speeds)} AS
SELECT CAST(value['from_miles'] AS DOUBLE PRECISION) AS from_miles, CAST(value['to_miles'] AS DOUBLE PRECISION) AS to_miles,
    CAST(value['miles_per_hour'] AS DOUBLE PRECISION) AS miles_per_hour
FROM TABLE(FLATTEN(INPUT => PARSE_JSON(:speeds)))
