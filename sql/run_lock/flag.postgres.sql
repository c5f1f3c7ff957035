-- Whether a run is under way, as the web application sees it. Only 1 says so: NULL, 0 and 2, which the older chain left at its end, are idle.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(MAX(CASE WHEN "InProgressFlag" = 1 THEN 1 ELSE 0 END), 0) AS flag FROM ${schema}.settings
