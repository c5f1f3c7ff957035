package care.conflict.getchunks;

import care.conflict.core.statements.Rows;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys with the chunk that each belongs to, as the ledger takes them; one key at a time. */
final class CutKeys implements Rows {
  private static final List<String> COLUMNS =
      List.of("run_id", "chunk_id", "visit_date", "ssn", "rows");

  /** Where the keys have their number of rows. */
  static final int ROWS = 2;

  private final String runId;
  private final Rows keys;
  private final Cutter cutter;
  private int chunk;

  /**
   * @param keys visit date, SSN and number of rows, in the order of the chunks
   */
  CutKeys(String runId, Rows keys, Cutter cutter) {
    this.runId = runId;
    this.keys = keys;
    this.cutter = cutter;
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public boolean next() throws SQLException {
    boolean more = keys.next();
    if (more) {
      chunk = cutter.place(((Number) keys.needed(ROWS)).longValue());
    }
    return more;
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    return switch (column) {
      case 0 -> runId;
      case 1 -> chunk;
      default -> keys.value(column - 2);
    };
  }

  @Override
  public void close() throws SQLException {
    keys.close();
  }
}
