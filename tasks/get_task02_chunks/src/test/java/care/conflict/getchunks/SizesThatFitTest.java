package care.conflict.getchunks;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Rows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SizesThatFitTest {

  /** Keys that are made as they are read: their number of rows goes by their place. */
  private static final class Keys implements Rows {
    private final long count;
    private final LongUnaryOperator rows;
    private long at = -1;

    Keys(long count, LongUnaryOperator rows) {
      this.count = count;
      this.rows = rows;
    }

    @Override
    public List<String> columns() {
      return List.of("visit_date", "ssn", "rows");
    }

    @Override
    public boolean next() {
      return ++at < count;
    }

    @Override
    public Object value(int column) {
      return rows.applyAsLong(at);
    }

    @Override
    public void close() {}

    Keys again() {
      return new Keys(count, rows);
    }
  }

  private static Configuration configuration(String... set) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < set.length; i += 2) {
      options.put(set[i], set[i + 1]);
    }
    List<String> problems = new ArrayList<>();
    Configuration configuration =
        Configuration.resolve(Parameters.ALL, options, Map.of(), Map.of(), problems);
    assertThat(problems).isEmpty();
    return configuration;
  }

  private static ChunkSizes found(Keys keys, String... set) throws SQLException {
    return new SizesThatFit(configuration(set)).find(keys);
  }

  private static int chunks(ChunkSizes sizes, Keys keys) {
    Cutter cutter = new Cutter(sizes);
    Keys again = keys.again();
    while (again.next()) {
      cutter.place((Long) again.value(CutKeys.ROWS));
    }
    return cutter.chunks();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1000000, 1", "1000, 10000", "100, 49999"})
  void theDefaultsAreTheLeastAndStayWhereTheyFit(long keys, long rows) throws SQLException {
    assertThat(found(new Keys(keys, at -> rows))).isEqualTo(new ChunkSizes(10_000, 50_000, 1_000));
  }

  @ParameterizedTest
  @CsvSource({
    "1000001, 1", // one key too many
    "4300000, 2", // nine million rows in small keys
    "3000, 5000",
    "2000, 30000", // no two of them may share a chunk
    "1500, 60000", // each above the maximum
    "100000, 90000"
  })
  void whereTheyDoNotFitNoMoreThanAThousandChunksAreMadeAndNotFarFewer(long count, long rows)
      throws SQLException {
    Keys keys = new Keys(count, at -> rows);
    ChunkSizes sizes = found(keys);
    assertThat(chunks(sizes, keys)).isBetween(SizesThatFit.MOST_CHUNKS / 3, 1_000);
    assertThat(sizes.target()).isGreaterThan(10_000);
  }

  @Test
  void keysOfManySizesFitAsWell() throws SQLException {
    Keys keys = new Keys(1_200_000, at -> at % 997 == 0 ? 40_000 : 1 + at % 7);
    assertThat(chunks(found(keys), keys)).isBetween(300, 1_000);
  }

  @Test
  void whatWasSetStaysAsItIs() throws SQLException {
    Keys keys = new Keys(1_100_000, at -> 8);
    assertThat(found(keys.again(), "--max-keys-per-chunk", "1000"))
        .isEqualTo(new ChunkSizes(10_000, 50_000, 1_000));
    ChunkSizes rowsSet = found(keys.again(), "--target-chunk-size", "10000");
    assertThat(rowsSet.target()).isEqualTo(10_000);
    ChunkSizes mostSet = found(keys.again(), "--max-chunk-size", "12000");
    assertThat(mostSet.target()).isEqualTo(12_000);
    assertThat(mostSet.most()).isEqualTo(12_000);
    assertThat(chunks(mostSet, keys)).isLessThanOrEqualTo(1_000);
  }
}
