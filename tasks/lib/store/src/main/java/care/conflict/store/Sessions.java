package care.conflict.store;

import java.sql.SQLException;

/** Where sessions come from. */
public interface Sessions {
  /** A session of its own: one connection, given back when closed. */
  Session session() throws SQLException;

  /** A session for giving back: it works on when the task was told to stop. */
  Session closingSession() throws SQLException;
}
