package care.conflict.store;

import care.conflict.core.EventLog;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.store.connection.ConnectionProperties;
import care.conflict.store.connection.NeededConnections;
import care.conflict.store.connection.NoConnection;
import care.conflict.store.connection.PostgresConnections;
import care.conflict.store.connection.PostgresErrors;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** The operational store: a few connections to one PostgreSQL database. */
public final class Store implements Sessions, AutoCloseable {

  private final Run run;
  private final PostgresConnections connections;
  private final HikariDataSource pool;

  private Store(Run run, PostgresConnections connections, HikariDataSource pool) {
    this.run = run;
    this.connections = connections;
    this.pool = pool;
  }

  /** Connects to the configured database. */
  public static Store open(Run run) {
    return open(run, run.get(Parameters.POSTGRES_DATABASE));
  }

  /** Connects to another database of the same server. */
  public static Store open(Run run, String database) {
    Configuration configuration = run.configuration();
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(
                configuration.get(Parameters.POSTGRES_HOST),
                configuration.get(Parameters.POSTGRES_PORT),
                database);
    run.readErrors(PostgresErrors::read);
    PostgresConnections connections = new PostgresConnections(run, url);
    try {
      connections.first();
    } catch (SQLException e) {
      throw NoConnection.failure(configuration, database, e);
    }
    return new Store(run, connections, new HikariDataSource(pool(run, connections)));
  }

  private static HikariConfig pool(Run run, PostgresConnections connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setDataSource(connections);
    config.setMaximumPoolSize(NeededConnections.atMost(run.get(Parameters.WRITERS)));
    config.setMinimumIdle(0);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(
        Duration.ofSeconds(2L * ConnectionProperties.CONNECT_SECONDS).toMillis());
    config.setInitializationFailTimeout(1);
    return config;
  }

  @Override
  public Session session() throws SQLException {
    prepare();
    return new Session(run, pool, true);
  }

  @Override
  public Session closingSession() throws SQLException {
    prepare();
    return new Session(run, pool, false);
  }

  /** The pool alone would try for half a minute before it says what is in the way. */
  private void prepare() throws SQLException {
    if (pool.getHikariPoolMXBean().getIdleConnections() > 0) {
      return;
    }
    try {
      connections.prepare();
    } catch (SQLException e) {
      if (SqlState.of(e.getSQLState()).exitCode() == ExitCode.MISUSED) {
        throw e;
      }
      run.log().log(EventLog.Level.DEBUG, "no connection yet"); // the pool tries again
    }
  }

  /** The same connections, for a library that opens its own. */
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
    try {
      connections.closeReady();
    } catch (SQLException e) {
      run.log().log(EventLog.Level.DEBUG, "connection gone");
    }
  }
}
