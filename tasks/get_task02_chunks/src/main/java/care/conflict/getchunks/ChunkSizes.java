package care.conflict.getchunks;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameter;
import care.conflict.core.parameters.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much a chunk holds.
 *
 * @param target rows with which it takes no further key
 * @param most rows that several keys may have together; one key may have more
 * @param mostKeys keys it may have
 */
record ChunkSizes(long target, long most, long mostKeys) {
  private static final List<Parameter<Integer>> PARAMETERS =
      List.of(
          Parameters.TARGET_CHUNK_SIZE, Parameters.MAX_CHUNK_SIZE, Parameters.MAX_KEYS_PER_CHUNK);

  /** As configured. */
  static ChunkSizes of(Configuration configuration) {
    return enlarged(configuration, 2);
  }

  /**
   * As configured, and what nobody has set so many times the half of its default; at least that.
   */
  static ChunkSizes enlarged(Configuration configuration, long halves) {
    List<Long> sizes =
        PARAMETERS.stream()
            .map(it -> configuration.get(it) * (configuration.isGiven(it) ? 2 : halves) / 2)
            .toList();
    return new ChunkSizes(Math.min(sizes.get(0), sizes.get(1)), sizes.get(1), sizes.get(2));
  }

  /** Whether somebody has set all of them. */
  static boolean areGiven(Configuration configuration) {
    return PARAMETERS.stream().allMatch(configuration::isGiven);
  }

  /** Each under the name of its parameter. */
  Map<String, Long> named() {
    Map<String, Long> named = new LinkedHashMap<>();
    named.put(Parameters.TARGET_CHUNK_SIZE.name(), target);
    named.put(Parameters.MAX_CHUNK_SIZE.name(), most);
    named.put(Parameters.MAX_KEYS_PER_CHUNK.name(), mostKeys);
    return named;
  }
}
