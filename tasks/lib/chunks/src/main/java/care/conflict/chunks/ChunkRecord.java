package care.conflict.chunks;

import care.conflict.core.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a chunk is, as the ledger has it.
 *
 * @param started when a worker last began with it; empty before
 * @param ended when it was done or failed; empty before
 * @param counts updated, repaired, unchanged and marked rows, where it is done
 */
public record ChunkRecord(
    Chunk chunk, State state, Optional<Instant> started, Optional<Instant> ended, Counts counts) {
  /** As the column says it, in lower case. */
  public enum State {
    PENDING,
    RUNNING,
    DONE,
    FAILED
  }

  /** How long its last worker took, where it has ended. */
  public Optional<Duration> took() {
    return started.flatMap(from -> ended.map(to -> Duration.between(from, to)));
  }
}
