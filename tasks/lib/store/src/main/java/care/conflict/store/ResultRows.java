package care.conflict.store;

import care.conflict.core.statements.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a query in the store's database; closing them closes its statement. */
final class ResultRows implements Rows {
  private final PreparedStatement statement;
  private final ResultSet results;
  private final List<String> columns = new ArrayList<>();
  private final List<String> types = new ArrayList<>();

  ResultRows(PreparedStatement statement) throws SQLException {
    this.statement = statement;
    this.results = statement.executeQuery();
    ResultSetMetaData metaData = results.getMetaData();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      columns.add(metaData.getColumnLabel(i));
      types.add(metaData.getColumnTypeName(i));
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
        switch (types.get(column)) {
          case "bool" -> results.getBoolean(index);
          case "date" -> results.getObject(index, LocalDate.class);
          case "timestamp" -> results.getObject(index, LocalDateTime.class);
          case "timestamptz" -> results.getTimestamp(index);
          case "int2", "int4", "int8" -> results.getLong(index);
          case "float4", "float8" -> results.getDouble(index);
          case "numeric" -> results.getBigDecimal(index);
          default -> results.getString(index);
        };
    return value == null || results.wasNull() ? null : value;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
