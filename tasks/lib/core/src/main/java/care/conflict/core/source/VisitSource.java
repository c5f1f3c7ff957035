package care.conflict.core.source;

import care.conflict.core.statements.Row;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where visits are read: one session with the warehouse, or with its replica. It is written to in
 * temporary tables alone, which live as long as the session.
 */
public interface VisitSource {
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

  /** The numbers of a query with one row and without parameters. */
  default Map<String, Long> numbers(SqlText sql) throws SQLException {
    return numbers(sql, Map.of());
  }

  /** The numbers of a query with one row; NULL counts as 0. */
  default Map<String, Long> numbers(SqlText sql, Map<String, ?> values) throws SQLException {
    Map<String, Object> row = new LinkedHashMap<>();
    try (Rows rows = stream(sql, values)) {
      if (!rows.next()) {
        throw new IllegalStateException(sql.file() + ": one row expected, got none");
      }
      for (int i = 0; i < rows.columns().size(); i++) {
        row.put(rows.columns().get(i), rows.value(i));
      }
    }
    return new Row(sql.file(), row).numbers();
  }

  /** Lets the planner know a temporary table that was filled, where it does not by itself. */
  default void analyze(String table) throws SQLException {}
}
