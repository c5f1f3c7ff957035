-- Whether a run is under way, as the web application sees it.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(MAX("InProgressFlag"), 0) AS flag FROM ${schema}.settings
