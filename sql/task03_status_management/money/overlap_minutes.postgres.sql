-- The minutes of overlap of map row c, whose group is g if that is small: those that can be billed, else those of the clock.
-- Writes: nothing. Parameters: none.
CASE
    WHEN c."BILLABLEMINUTESOVERLAP" IS NOT NULL AND (g.group_id IS NOT NULL OR c."DistanceFlag" = 'Y')
        THEN CAST(CAST(c."BILLABLEMINUTESOVERLAP" AS double precision) AS numeric)
    WHEN (c."ShVTSTTime", c."ShVTENTime", c."CShVTSTTime", c."CShVTENTime") IS NOT NULL
        THEN GREATEST(0, ${minutes_between(GREATEST(c."ShVTSTTime", c."CShVTSTTime"), LEAST(c."ShVTENTime", c."CShVTENTime"))})
    ELSE 0
END
