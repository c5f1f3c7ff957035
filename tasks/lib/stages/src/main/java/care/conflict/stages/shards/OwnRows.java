package care.conflict.stages.shards;

import care.conflict.core.statements.Rows;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream whose last column says which rows are the reader's own: they alone are counted. */
final class OwnRows implements Rows {
  private final Rows rows;
  private final List<String> columns;

  OwnRows(Rows rows) {
    this.rows = rows;
    this.columns = rows.columns().subList(0, rows.columns().size() - 1);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean isCounted() throws SQLException {
    return Boolean.TRUE.equals(rows.value(columns.size()));
  }

  @Override
  public boolean next() throws SQLException {
    return rows.next();
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    return rows.value(column);
  }

  @Override
  public void close() throws SQLException {
    rows.close();
  }
}
