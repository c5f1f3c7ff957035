-- Counts, by column, the visits of a shard whose text is longer than the column that it goes to.
-- Writes: nothing. Parameters: shard, shards.
SELECT
    ${columns text COUNT(*) FILTER (WHERE length("$attribute") > $width) AS "$name"}
FROM visits_in
WHERE :shards = 1 OR ${shard("VisitID", :shards)} = :shard
