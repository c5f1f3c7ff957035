package care.conflict.store;

import care.conflict.core.Rows;
import care.conflict.core.SqlText;
import care.conflict.core.VisitSource;
import java.sql.SQLException;
import java.util.Map;

/**
 * The warehouse's tables, replicated into a schema of the store's database: one session that sees
 * them, and the store beside them, as they were at one moment.
 */
public final class Replica implements VisitSource, AutoCloseable {
  private final Session session;

  private Replica(Session session) {
    this.session = session;
  }

  /** A session of its own; what it sees is settled with its first statement. */
  public static Replica open(Store store) throws SQLException {
    Session session = store.session();
    try {
      session.keepSnapshot();
      return new Replica(session);
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public void execute(SqlText sql, Map<String, ?> values) throws SQLException {
    session.execute(sql, values);
  }

  /** The one row of a statement. */
  Map<String, Object> row(SqlText sql) throws SQLException {
    return session.row(sql, Map.of());
  }

  @Override
  public Rows stream(SqlText sql, Map<String, ?> values) throws SQLException {
    return session.stream(sql, values);
  }

  /** Ends the session; its temporary tables go. */
  @Override
  public void close() throws SQLException {
    session.close();
  }
}
