-- The rate by minute: of rate $1 and its type $2, billed $3 for $4 hours, or scheduled from $5 to $6. 0 where unknown.
CAST(COALESCE(CASE
    WHEN $1 > 0 AND $2 = 'Hourly' THEN CAST($1 AS double precision) / 60
    WHEN $1 > 0 AND $2 IN ('Daily', 'Visit') AND $3 = 'yes'
        THEN CASE WHEN $4 > 0 THEN CAST($1 AS double precision) / $4 / 60 END
    WHEN $1 > 0 AND $2 IN ('Daily', 'Visit') AND $5 <> $6
        THEN CAST($1 AS double precision) / (DATE_PART('epoch', $6 - $5) / 3600) / 60
END, 0) AS real)
