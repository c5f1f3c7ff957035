package care.conflict.detection;

import care.conflict.core.statements.Rows;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A stream of pairs that counts, as it goes by, those that are to be written. */
final class PairsToWrite implements Rows {
  private final Rows pairs;
  private final int writes;
  private long count;

  PairsToWrite(Rows pairs) {
    this.pairs = pairs;
    this.writes =
        pairs.columns().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList()
            .indexOf("writes");
  }

  long count() {
    return count;
  }

  @Override
  public List<String> columns() {
    return pairs.columns();
  }

  @Override
  public boolean next() throws SQLException {
    boolean more = pairs.next();
    if (more && Boolean.TRUE.equals(pairs.value(writes))) {
      count++;
    }
    return more;
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    return pairs.value(column);
  }

  @Override
  public void close() throws SQLException {
    pairs.close();
  }
}
