package care.conflict.store.connection;

import care.conflict.core.SqlState;
import care.conflict.core.TaskFailure;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Tells a pooler that gives each transaction any server connection from one that gives each session
 * its own. The first would mix temporary tables and settings of all who use it.
 */
final class Pooler {
  /** What is looked at before a connection is used. */
  interface Check {
    void look(Connection connection) throws SQLException;
  }

  /** Makes one more connection. */
  interface Connecting {
    Connection connect() throws SQLException;
  }

  /** A pool that is busy may give a connection back to whom it was taken from. */
  private static final int TRIES = 5;

  private Pooler() {}

  /** Fails where server connections are given by the transaction; nothing is set on any. */
  static void refuseTransactions(NewConnection asks, Connection first, Connecting connecting)
      throws SQLException {
    if (first.unwrap(PGConnection.class).getBackendPID() == asks.backend(first)) {
      return; // what the server said at the start is who answers: nobody stands between
    }
    try (Connection second = second(connecting)) {
      second.setAutoCommit(false);
      for (int i = 0; i < TRIES; i++) {
        if (isShared(asks, first, second)) {
          throw TaskFailure.misused(
              "a pooler in transaction mode stands before PostgreSQL, which gives each transaction another server connection",
              "Connect to PostgreSQL itself, or to a pool with pool_mode = session.");
        }
      }
    }
  }

  private static boolean isShared(NewConnection asks, Connection first, Connection second)
      throws SQLException {
    try {
      int mine = asks.backend(first);
      // Idle, it is the next to be given away, or the last: then the first is given another one.
      boolean shared = asks.backend(second) == mine || asks.backend(first) != mine;
      second.rollback();
      return shared;
    } catch (SQLException e) {
      if (SqlState.is(e, SqlState.OUT_OF_PROTOCOL)) {
        return true; // what PgBouncer calls a BEGIN in statement mode
      }
      throw e;
    }
  }

  private static Connection second(Connecting connecting) throws SQLException {
    try {
      return connecting.connect();
    } catch (SQLException e) {
      if (SqlState.isLost(e)) {
        throw TaskFailure.misused(
            "a pooler stands before PostgreSQL and gave no second connection beside the first: too many connections for its pool",
            NeededConnections.ADVICE);
      }
      throw e;
    }
  }
}
