package care.conflict.stages.shards;

import java.time.Instant;

/**
 * How a run's detection is cut.
 *
 * @param shards how many there are, those without a row too
 * @param kept how the names of its tables in the warehouse begin
 * @param dropped whether these are gone
 * @param scope the rows that the cleanup may change, where so many are stale that it matters
 * @param resolved what the cleanup has told so far
 */
record ShardPlan(
    Instant plannedAt, int shards, String kept, boolean dropped, long scope, Told resolved) {}
