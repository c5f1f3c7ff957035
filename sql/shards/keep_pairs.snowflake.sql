-- Keeps the pairs to be written, each once, with the shards of its two visits: each stands for a row of either.
-- Writes: the kept pairs (transient). Parameters: shards.
CREATE OR REPLACE TRANSIENT TABLE ${work(${kept})} DATA_RETENTION_TIME_IN_DAYS = 0 AS
SELECT p.*, ${shard(p."a_visit_id", :shards)} AS "a_shard", ${shard(p."b_visit_id", :shards)} AS "b_shard"
FROM (
    ${include detection/pairs}
) p
WHERE p."writes"
