-- Part $2 of the GPS text $1 ("lat,long", maybe in double quotes); NULL unless it has exactly one comma.
CASE WHEN LENGTH($1) - LENGTH(REPLACE($1, ',', '')) = 1 THEN TRIM(SPLIT_PART(REPLACE($1, '"', ''), ',', $2)) END
