-- What the payers' dashboards show: conflicts of each payer by provider, day and status.
-- Writes: the materialized view, where it is not there. Parameters: none.
CREATE MATERIALIZED VIEW IF NOT EXISTS ${schema}."${materialized_view}" AS
SELECT m."PayerID", m."ProviderID", m."VisitDate", COALESCE(c."StatusFlag", m."StatusFlag") AS "StatusFlag",
       COUNT(DISTINCT m."VisitID") AS "Visits", COUNT(*) AS "Pairs"
FROM ${schema}.conflictvisitmaps m
LEFT JOIN ${schema}.conflicts c ON c."CONFLICTID" = m."CONFLICTID"
GROUP BY 1, 2, 3, 4
