-- Each provider with its visits of the window, also one whose row of the dimension is gone; of several rows one that is on counts.
-- Writes: nothing. Parameters: window_from, window_to.
WITH rows_of AS (
    SELECT p."Provider Id" AS provider_id, MIN(p."Provider Name") AS name,
        MAX(CASE WHEN p."Is Active" = TRUE AND p."Is Demo" = FALSE THEN 1 ELSE 0 END) AS is_on
    FROM ${source(DIMPROVIDER)} p
    WHERE p."Provider Id" IS NOT NULL
    GROUP BY p."Provider Id"
), visits_of AS (
    SELECT v."Provider Id" AS provider_id, COUNT(DISTINCT v."Visit Id") AS visits
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
        AND v."Provider Id" IS NOT NULL
    GROUP BY v."Provider Id"
)
SELECT COALESCE(r.provider_id, v.provider_id) AS "provider_id", COALESCE(r.name, '') AS "name",
    CASE WHEN r.provider_id IS NULL THEN 0 ELSE 1 END AS "is_known", COALESCE(r.is_on, 0) AS "is_on",
    COALESCE(v.visits, 0) AS "visits"
FROM rows_of r
FULL OUTER JOIN visits_of v ON v.provider_id = r.provider_id
