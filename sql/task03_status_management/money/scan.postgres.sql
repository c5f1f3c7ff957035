-- Of every map row that may count, or did, what tells whether its money is as it was: whether it was written since, whether
-- payers see it, whether the size of its group may make a difference. One pass over the wide table.
-- Writes: money_scan (temporary). Parameters: before.
CREATE TEMPORARY TABLE money_scan AS
SELECT c."ID" AS id, c."CONFLICTID", c."GroupID", c."BILLABLEMINUTESOVERLAP",
    age(c.xmin) <= age(CAST(CAST(CAST(:before AS bigint) % 4294967296 AS text) AS xid)) AS is_new,
    c."GroupID" IS NOT NULL AND p.payer_id IS NOT NULL AND f."CONFLICTID" IS NOT NULL
        AND COALESCE('Y' IN (${columns rule c."$name"}), FALSE) AS is_seen,
    c."BILLABLEMINUTESOVERLAP" IS NOT NULL AND c."DistanceFlag" IS DISTINCT FROM 'Y' AS is_sized
FROM ${schema}.conflictvisitmaps c
LEFT JOIN active_payers p ON p.payer_id = c."PayerID"
LEFT JOIN ${schema}.conflicts f ON f."CONFLICTID" = c."CONFLICTID"
WHERE c."GroupID" IS NOT NULL
