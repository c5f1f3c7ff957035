-- The kept visits, or events, that are in a pair of a shard.
-- Writes: nothing. Parameters: shard.
WITH own_pairs AS (
    SELECT "a_visit_id", "b_visit_id" FROM ${work(${kept_pairs})} WHERE "a_shard" = :shard OR "b_shard" = :shard
)
SELECT v.* FROM ${work(${kept})} v
WHERE v."VisitID" IN (SELECT "a_visit_id" FROM own_pairs UNION SELECT "b_visit_id" FROM own_pairs)
