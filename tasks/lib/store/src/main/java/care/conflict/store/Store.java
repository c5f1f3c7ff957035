package care.conflict.store;

import care.conflict.core.EventLog;
import care.conflict.core.ExitCode;
import care.conflict.core.RdsCertificates;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.StepSql;
import care.conflict.store.connection.NewConnection;
import care.conflict.store.connection.NoConnection;
import care.conflict.store.connection.PostgresConnections;
import care.conflict.store.connection.PostgresErrors;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** The operational store: a few connections to one PostgreSQL database. */
public final class Store implements AutoCloseable {
  private static final int SESSIONS = 4; // lock, heartbeat, work, and replica or cron job

  /** One more: the server may count one that was just closed, and a pooler is looked at by two. */
  static final int CONNECTIONS = SESSIONS + 1;

  static final String NEEDS_CONNECTIONS =
      "A task needs %d connections at once, and chunks as many each: let role, database, server or pooler have them."
          .formatted(CONNECTIONS);

  private static final int CONNECT_SECONDS = 15;

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
    PostgresConnections connections = new PostgresConnections(run, url, new NewConnection(run));
    try {
      connections.first();
    } catch (SQLException e) {
      throw NoConnection.failure(configuration, database, e);
    }
    return new Store(run, connections, new HikariDataSource(pool(connections)));
  }

  private static HikariConfig pool(PostgresConnections connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    config.setDataSource(connections);
    config.setMaximumPoolSize(SESSIONS);
    config.setMinimumIdle(0);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(Duration.ofSeconds(2L * CONNECT_SECONDS).toMillis());
    config.setInitializationFailTimeout(1);
    return config;
  }

  /** What a connection is made with, as the secrets are now. */
  static Properties properties(Run run) {
    Configuration configuration = run.configuration();
    Properties properties = new Properties();
    properties.setProperty("user", configuration.get(Parameters.POSTGRES_USER));
    properties.setProperty("password", configuration.get(Parameters.POSTGRES_PASSWORD));
    trust(configuration, properties);
    properties.setProperty("ApplicationName", run.task());
    properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
    properties.setProperty("loginTimeout", String.valueOf(CONNECT_SECONDS));
    properties.setProperty("cancelSignalTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "0"); // each statement runs once or a few times
    // The server ends a statement first; the socket is for servers that answer nothing any more.
    int minutes = configuration.get(Parameters.STATEMENT_TIMEOUT_MINUTES);
    properties.setProperty("socketTimeout", String.valueOf(minutes * 60 + 60));
    return properties;
  }

  /**
   * Certificates of the file that is named, else those of Amazon RDS for a host of it, else those
   * that Java trusts; pgjdbc alone has none.
   */
  private static void trust(Configuration configuration, Properties properties) {
    String mode = sslMode(configuration);
    properties.setProperty("sslmode", mode);
    boolean verifies = mode.startsWith("verify-");
    Optional<String> file =
        configuration
            .find(Parameters.POSTGRES_SSLROOTCERT)
            .or(
                () ->
                    verifies
                        ? RdsCertificates.of(configuration.get(Parameters.POSTGRES_HOST))
                        : Optional.empty());
    if (file.isPresent()) {
      properties.setProperty("sslrootcert", file.get());
    } else if (verifies) {
      properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
    }
  }

  private static String sslMode(Configuration configuration) {
    return configuration
        .find(Parameters.POSTGRES_SSLMODE)
        .orElseGet(
            () ->
                isLoopback(configuration.get(Parameters.POSTGRES_HOST)) ? "prefer" : "verify-full");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // connecting will say so
    }
  }

  /** A session of its own: one connection, given back when closed. */
  public Session session() throws SQLException {
    prepare();
    return new Session(run, pool, true);
  }

  /** A session for giving back: it works on when the task was told to stop. */
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

  /** The statements of a folder below sql, for this store's schema. */
  public static StepSql sql(Run run, String folder) {
    return StepSql.of(
        folder,
        StepSql.Dialect.POSTGRES,
        Map.of(
            "schema", run.get(Parameters.POSTGRES_SCHEMA),
            "replica_schema", run.get(Parameters.REPLICA_SCHEMA),
            "materialized_view", run.get(Parameters.MATERIALIZED_VIEW)));
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
