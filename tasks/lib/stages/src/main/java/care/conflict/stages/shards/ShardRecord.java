package care.conflict.stages.shards;

/**
 * A shard, as the ledger has it.
 *
 * @param rows of conflictvisitmaps that it is to look at by the plan in force
 * @param earlier whether an earlier plan of the run wrote it, and none since
 * @param told by the worker that wrote it
 */
record ShardRecord(int shard, long rows, State state, boolean earlier, Told told) {
  /** As they are called in pipeline_shards. */
  enum State {
    PENDING,
    RUNNING,
    DONE,
    FAILED
  }

  boolean done() {
    return state == State.DONE;
  }

  /** Whether the plan in force has done with it. */
  boolean doneByThisPlan() {
    return done() && !earlier;
  }
}
