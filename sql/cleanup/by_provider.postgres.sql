-- Of the rows that would be resolved, the agencies with most of them.
-- Writes: nothing. Parameters: none.
SELECT COALESCE(c."ProviderName", CAST(c."ProviderID" AS text), 'no agency') AS provider, COUNT(*) AS rows
FROM stale s JOIN ${schema}.conflictvisitmaps c ON c."ID" = s.id
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10
