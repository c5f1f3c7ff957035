-- Of the directed pairs those whose primary visit is in the shard: the others are another's to write.
-- Writes: directed (temporary). Parameters: shard, shards.
DELETE FROM directed d WHERE ${shard(d.visit_id, :shards)} <> :shard
