package care.conflict.core.source;

import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where visits are read: one session with the warehouse, or with its replica. It is written to in
 * temporary tables alone, which live as long as the session.
 */
public interface VisitSource {
  /** For statements that are only printed: none is sent. */
  VisitSource NONE =
      new VisitSource() {
        @Override
        public void execute(SqlText sql, Map<String, ?> values) {
          throw new IllegalStateException(sql.file() + ": no source to send it to");
        }

        @Override
        public Rows stream(SqlText sql, Map<String, ?> values) {
          throw new IllegalStateException(sql.file() + ": no source to send it to");
        }
      };

  /** Runs a statement without a result. */
  void execute(SqlText sql, Map<String, ?> values) throws SQLException;

  /** Runs a query; its rows are streamed, however many there are. */
  Rows stream(SqlText sql, Map<String, ?> values) throws SQLException;

  /** Likewise, a statement without parameters. */
  default void execute(SqlText sql) throws SQLException {
    execute(sql, Map.of());
  }

  /** Likewise, a query without parameters. */
  default Rows stream(SqlText sql) throws SQLException {
    return stream(sql, Map.of());
  }

  /** The row of a query with one row and without parameters. */
  default Row row(SqlText sql) throws SQLException {
    return row(sql, Map.of());
  }

  /** The row of a query with one row. */
  default Row row(SqlText sql, Map<String, ?> values) throws SQLException {
    List<Row> rows = rows(sql, values);
    if (rows.isEmpty()) {
      throw new IllegalStateException(sql.file() + ": one row expected, got none");
    }
    return rows.get(0);
  }

  /** The rows of a query with a small result. */
  default List<Row> rows(SqlText sql, Map<String, ?> values) throws SQLException {
    List<Row> all = new ArrayList<>();
    try (Rows rows = stream(sql, values)) {
      while (rows.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < rows.columns().size(); i++) {
          row.put(rows.columns().get(i), rows.value(i));
        }
        all.add(new Row(sql.file(), row));
      }
    }
    return all;
  }

  /** Lets the planner know a temporary table that was filled, where it does not by itself. */
  default void analyze(String table) throws SQLException {}
}
