-- The kept visits, or events, that are in a pair of a shard, and which of them are its own: each is that of one shard, which
-- has all its pairs.
-- Writes: nothing. Parameters: shard, shards.
WITH own_pairs AS (
    SELECT "a_visit_id", "b_visit_id" FROM ${work(${kept_pairs})} WHERE "a_shard" = :shard OR "b_shard" = :shard
)
SELECT v.*, ${shard(v."VisitID", :shards)} = :shard AS "own"
FROM ${work(${kept})} v
WHERE v."VisitID" IN (SELECT "a_visit_id" FROM own_pairs UNION SELECT "b_visit_id" FROM own_pairs)
