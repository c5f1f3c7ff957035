-- Travel speed by distance, from a JSON list of {from_miles, to_miles, miles_per_hour}.
-- Writes: speeds (temporary). Parameters: speeds.
${create_work(speeds)} AS
SELECT from_miles, to_miles, miles_per_hour
FROM json_to_recordset(CAST(:speeds AS json))
    AS s (from_miles double precision, to_miles double precision, miles_per_hour double precision)
