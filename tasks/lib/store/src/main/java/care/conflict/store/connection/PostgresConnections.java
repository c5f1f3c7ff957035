package care.conflict.store.connection;

import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Connections by PostgreSQL's driver itself, with everything set that the tasks rely on.
 * DriverManager, which pgjdbc's own data sources ask, would load every driver that is there: the
 * warehouse's takes longer than the rest of a start.
 */
public final class PostgresConnections implements DataSource {
  private final Run run;
  private final String url;
  private final NewConnection made;
  private final Queue<Connection> ready = new ConcurrentLinkedQueue<>();

  /** Connections to the database of this URL. */
  public PostgresConnections(Run run, String url) {
    this.run = run;
    this.url = url;
    this.made = new NewConnection(run);
  }

  /** Makes the first one, before which it is not known what answers there. */
  public void first() throws SQLException {
    make(connection -> Pooler.refuseTransactions(made, connection, this::connect));
  }

  /** Makes the next one here and now, where what is in the way is known at once. */
  public void prepare() throws SQLException {
    make(connection -> {});
  }

  private void make(Pooler.Check check) throws SQLException {
    Connection connection = connect();
    try {
      check.look(connection);
      made.settle(connection);
      ready.add(connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Closes those that nobody took. */
  public void closeReady() throws SQLException {
    for (Connection left = ready.poll(); left != null; left = ready.poll()) {
      left.close();
    }
  }

  /** A password may be changed after its secret was fetched: then the new one is tried, once. */
  private Connection connect() throws SQLException {
    try {
      return new Driver().connect(url, ConnectionProperties.of(run));
    } catch (SQLException e) {
      if (!SqlState.is(e, SqlState.PASSWORD) || !run.fetchSecretsAnew()) {
        throw e;
      }
      run.log().log(
          EventLog.Level.INFO,
          "password refused, the secret is fetched anew",
          "state",
          SqlState.PASSWORD);
      return new Driver().connect(url, ConnectionProperties.of(run));
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection waiting = ready.poll();
    if (waiting != null) {
      return waiting;
    }
    prepare();
    return getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("user and password are among the properties");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  /** Nothing: it is among the properties. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
