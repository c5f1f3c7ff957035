package care.conflict.chunks;

import care.conflict.core.Parameters;
import care.conflict.core.Run;

/**
 * How much a chunk holds.
 *
 * @param target rows with which it takes no further key
 * @param most rows that several keys may have together; one key may have more
 * @param mostKeys keys it may have
 */
record ChunkSizes(long target, long most, long mostKeys) {

  static ChunkSizes of(Run run) {
    return new ChunkSizes(
        run.get(Parameters.TARGET_CHUNK_SIZE),
        run.get(Parameters.MAX_CHUNK_SIZE),
        run.get(Parameters.MAX_KEYS_PER_CHUNK));
  }
}
