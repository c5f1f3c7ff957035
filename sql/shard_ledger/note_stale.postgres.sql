-- Notes what was found stale, with the shard of its primary visit.
-- Writes: pipeline_shard_stale. Parameters: run_id, detection, shards.
INSERT INTO ${schema}.pipeline_shard_stale (run_id, detection, id, shard)
SELECT :run_id, :detection, s.id, ${shard(c."VisitID", :shards)}
FROM stale s JOIN ${schema}.conflictvisitmaps c ON c."ID" = s.id
