-- The minutes of the shift of map row c: those that can be billed, else those of the clock.
-- Writes: nothing. Parameters: none.
COALESCE(CAST(CAST(c."BILLABLEMINUTESFULLSHIFT" AS double precision) AS numeric), ${minutes_between(c."ShVTSTTime", c."ShVTENTime")}, 0)
