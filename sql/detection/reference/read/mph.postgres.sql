-- Speeds as contiguous ranges: each reaches up to the start of the next one, the last has no end.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(json_agg(json_build_object('from_miles', "From", 'to_miles', to_miles, 'miles_per_hour', speed)), '[]')::text AS list
FROM (
    SELECT "From", LEAD("From") OVER (ORDER BY "From") AS to_miles,
        CAST(CAST("AverageMilesPerHour" AS text) AS numeric) AS speed
    FROM (SELECT DISTINCT ON ("From") "From", "AverageMilesPerHour" FROM ${schema}.mph
          WHERE "From" IS NOT NULL ORDER BY "From", "ID" DESC) ranges
) contiguous
