-- Each provider with its visits of the window, also one whose row of the dimension is gone.
-- Writes: nothing. Parameters: window_from, window_to.
WITH known AS (
    SELECT p."Provider Id" AS provider_id, MIN(p."Provider Name") AS name
    FROM ${source(DIMPROVIDER)} p
    WHERE p."Provider Id" IS NOT NULL
    GROUP BY p."Provider Id"
), counted AS (
    SELECT v."Provider Id" AS provider_id, COUNT(DISTINCT v."Visit Id") AS visits
    FROM ${source(FACTVISITCALLPERFORMANCE_CR)} v
    WHERE v."Visit Date" BETWEEN CAST(:window_from AS DATE) AND CAST(:window_to AS DATE)
        AND v."Provider Id" IS NOT NULL
    GROUP BY v."Provider Id"
)
SELECT COALESCE(k.provider_id, c.provider_id) AS "provider_id", COALESCE(a.provider_name, k.name, '') AS "name",
    CASE WHEN k.provider_id IS NULL THEN 0 ELSE 1 END AS "is_known",
    CASE WHEN a.provider_id IS NULL THEN 0 ELSE 1 END AS "is_on",
    COALESCE(c.visits, 0) AS "visits"
FROM known k
FULL OUTER JOIN counted c ON c.provider_id = k.provider_id
LEFT JOIN ${work(active_providers)} a ON a.provider_id = k.provider_id
