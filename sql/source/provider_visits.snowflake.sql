-- Each provider with its visits of the window, also one whose row of the dimension is gone.
-- Writes: nothing. Parameters: none.
WITH known AS (
    SELECT p."Provider Id" AS provider_id, MIN(p."Provider Name") AS name
    FROM ${source(DIMPROVIDER)} p
    WHERE p."Provider Id" IS NOT NULL
    GROUP BY p."Provider Id"
), sent AS (
    SELECT s.provider_id, SUM(s.visits) AS visits
    FROM ${work(senders)} s
    WHERE s.provider_id IS NOT NULL
    GROUP BY s.provider_id
)
SELECT COALESCE(k.provider_id, s.provider_id) AS "provider_id", COALESCE(a.provider_name, k.name, '') AS "name",
    CASE WHEN k.provider_id IS NULL THEN 0 ELSE 1 END AS "is_known",
    CASE WHEN a.provider_id IS NULL THEN 0 ELSE 1 END AS "is_on",
    COALESCE(s.visits, 0) AS "visits"
FROM known k
FULL OUTER JOIN sent s ON s.provider_id = k.provider_id
LEFT JOIN ${work(active_providers)} a ON a.provider_id = k.provider_id
