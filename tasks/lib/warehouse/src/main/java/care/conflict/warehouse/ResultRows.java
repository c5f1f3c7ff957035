package care.conflict.warehouse;

import care.conflict.core.statements.Rows;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a result set, read in the cheapest form that keeps every value. */
final class ResultRows implements Rows {
  /** Closes what the rows come from. */
  interface Source {
    void close() throws SQLException;
  }

  private final ResultSet results;
  private final Source source;
  private final List<String> columns = new ArrayList<>();
  private final int[] types;

  ResultRows(ResultSet results, Source source) throws SQLException {
    this.results = results;
    this.source = source;
    ResultSetMetaData metaData = results.getMetaData();
    types = new int[metaData.getColumnCount()];
    for (int i = 0; i < types.length; i++) {
      columns.add(metaData.getColumnLabel(i + 1));
      types[i] = metaData.getColumnType(i + 1);
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public boolean next() throws SQLException {
    return results.next();
  }

  @Override
  public @Nullable Object value(int column) throws SQLException {
    int index = column + 1;
    Object value =
        switch (types[column]) {
          case Types.BOOLEAN -> results.getBoolean(index);
          case Types.DATE -> results.getDate(index);
          case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> results.getTimestamp(index);
          case Types.DOUBLE, Types.FLOAT, Types.REAL -> results.getDouble(index);
          case Types.BIGINT, Types.INTEGER, Types.DECIMAL, Types.NUMERIC ->
              results.getBigDecimal(index);
          default -> results.getString(index);
        };
    return value == null || results.wasNull() ? null : value;
  }

  @Override
  public void close() throws SQLException {
    try {
      results.close();
    } finally {
      source.close();
    }
  }
}
