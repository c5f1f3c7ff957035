-- The kept pairs of a shard: one of the two visits is its own, or both.
-- Writes: nothing. Parameters: shard.
SELECT "a_visit_id", "b_visit_id", "writes",
    ${columns pair "$name"}
FROM ${work(${kept})}
WHERE "a_shard" = :shard OR "b_shard" = :shard
