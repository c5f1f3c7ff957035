package care.conflict.getchunks;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.statements.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds how much a chunk must hold so that all keys make no more chunks than Airflow maps a task
 * over: the least of several sizes, each tried with every key as it passes by.
 */
final class SizesThatFit {
  /** Airflow maps over 1,024 (core.max_map_length), where nobody has set something else. */
  static final int MOST_CHUNKS = 1_000;

  /** Enough for four billion keys. */
  private static final int DOUBLINGS = 12;

  private final List<ChunkSizes> sizes = new ArrayList<>();
  private final List<Cutter> cutters = new ArrayList<>();

  SizesThatFit(Configuration configuration) {
    for (long halves = 2; halves < 2L << DOUBLINGS; halves *= 2) { // once, one and a half, twice …
      sizes.add(ChunkSizes.enlarged(configuration, halves));
      sizes.add(ChunkSizes.enlarged(configuration, halves * 3 / 2));
    }
    sizes.forEach(size -> cutters.add(new Cutter(size)));
  }

  /**
   * The sizes for these keys; as configured where what was set does not let them fit.
   *
   * @param keys the rows of each, in the order of the chunks
   */
  ChunkSizes find(Rows keys) throws SQLException {
    while (keys.next()) {
      long rows = ((Number) keys.needed(CutKeys.ROWS)).longValue();
      for (Cutter cutter : cutters) {
        if (fits(cutter)) {
          cutter.place(rows);
        }
      }
    }
    for (int i = 0; i < sizes.size(); i++) {
      if (fits(cutters.get(i))) {
        return sizes.get(i);
      }
    }
    return sizes.get(0);
  }

  private static boolean fits(Cutter cutter) {
    return cutter.chunks() <= MOST_CHUNKS;
  }
}
