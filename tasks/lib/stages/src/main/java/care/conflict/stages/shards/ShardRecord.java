package care.conflict.stages.shards;

/**
 * A shard, as the ledger has it.
 *
 * @param rows of conflictvisitmaps that it is to look at
 * @param told by the worker that wrote it
 */
record ShardRecord(int shard, long rows, boolean done, Told told) {}
