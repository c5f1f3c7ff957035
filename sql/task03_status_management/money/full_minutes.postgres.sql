-- The minutes of the shift of map row c: those that can be billed, else those of the clock.
-- Writes: nothing. Parameters: none.
COALESCE(${exactly(c."BILLABLEMINUTESFULLSHIFT")}, ${minutes_between(c."ShVTSTTime", c."ShVTENTime")}, 0)
