package care.conflict.core;

import java.sql.SQLException;
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
}
