package care.conflict.warehouse;

import care.conflict.core.Redaction;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Configuration;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.source.VisitSource;
import care.conflict.core.statements.Rows;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One session with the warehouse: read-only but for its own temporary tables. */
public final class Warehouse implements VisitSource, AutoCloseable {
  private static final String DOMAIN = ".snowflakecomputing.";
  private static final Duration LOGIN = Duration.ofSeconds(60);

  /** What the service says where a retry is useless, and what to do. */
  private static final Map<Integer, String> REFUSALS =
      Map.of(
          390_100, "Check SNOWFLAKE_USER and SNOWFLAKE_PASSWORD or the key.",
          390_101, "Check SNOWFLAKE_USER; the user may be disabled.",
          390_102, "The user is locked: have an administrator unlock it.",
          390_144,
              "The user's public key is not that of SNOWFLAKE_PRIVATE_KEY: ALTER USER … SET RSA_PUBLIC_KEY.",
          390_189, "Check SNOWFLAKE_ROLE, and that it is granted to the user.",
          390_201, "Check SNOWFLAKE_DATABASE, SNOWFLAKE_SCHEMA and SNOWFLAKE_WAREHOUSE.",
          390_422, "The network policy does not let this address in.");

  private final Run run;
  private final Connection connection;
  private final Set<Statement> running = ConcurrentHashMap.newKeySet();
  private final Set<Statement> beingCancelled = ConcurrentHashMap.newKeySet();
  private volatile Optional<SqlText> lastSent = Optional.empty();

  private Warehouse(Run run, Connection connection) {
    this.run = run;
    this.connection = connection;
    run.onStop(() -> running.forEach(this::cancelMeanwhile));
  }

  /** Logs in, within a minute also where a server accepts and never answers. */
  public static Warehouse open(Run run) {
    return open(run, LOGIN);
  }

  static Warehouse open(Run run, Duration bound) {
    Configuration configuration = run.configuration();
    String url = url(configuration);
    Properties properties = properties(configuration);
    FutureTask<Connection> login =
        new FutureTask<>(
            () -> new net.snowflake.client.api.driver.SnowflakeDriver().connect(url, properties));
    Thread thread = new Thread(login, "warehouse-login");
    thread.setDaemon(true);
    thread.start();
    try {
      return new Warehouse(run, login.get(bound.toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw unreachable("no answer within " + bound.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error broken) {
        throw broken; // a class of the driver lacks: nobody was asked
      }
      throw refused(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", e);
    }
  }

  private static TaskFailure unreachable(String why, Exception e) {
    return new TaskFailure(
        care.conflict.core.ExitCode.FAILED,
        "Snowflake: no connection (" + why + ")",
        "Check account or SNOWFLAKE_URL, user, key, role and network policy.",
        e);
  }

  /** The server, or the driver, said no. */
  private static TaskFailure refused(ExecutionException e) {
    Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
    String why = Redaction.databaseMessage(cause.getMessage());
    int code = cause instanceof SQLException refusal ? refusal.getErrorCode() : 0;
    String advice = REFUSALS.get(code);
    return advice == null
        ? unreachable(why, e)
        : new TaskFailure(
            care.conflict.core.ExitCode.MISUSED,
            "Snowflake: no connection (%s, %d)".formatted(why, code),
            advice,
            e);
  }

  private static String url(Configuration configuration) {
    return configuration
        .find(Parameters.SNOWFLAKE_URL)
        .orElseGet(() -> "jdbc:snowflake://%s/".formatted(host(configuration)));
  }

  /** Of an account its host; one that is given as a whole host name is that host. */
  public static String host(Configuration configuration) {
    String account = configuration.get(Parameters.SNOWFLAKE_ACCOUNT);
    return account.toLowerCase(Locale.ROOT).contains(DOMAIN) ? account : account + DOMAIN + "com";
  }

  private static Properties properties(Configuration configuration) {
    Properties properties = new Properties();
    properties.put("user", configuration.get(Parameters.SNOWFLAKE_USER));
    if (configuration.find(Parameters.SNOWFLAKE_PRIVATE_KEY).isPresent()) {
      properties.put(
          "privateKey",
          PrivateKeys.parse(
              configuration.get(Parameters.SNOWFLAKE_PRIVATE_KEY),
              configuration.find(Parameters.SNOWFLAKE_PRIVATE_KEY_PASSPHRASE)));
    } else {
      properties.put("password", configuration.get(Parameters.SNOWFLAKE_PASSWORD));
    }
    configuration
        .find(Parameters.SNOWFLAKE_WAREHOUSE)
        .ifPresent(it -> properties.put("warehouse", it));
    configuration.find(Parameters.SNOWFLAKE_ROLE).ifPresent(it -> properties.put("role", it));
    properties.put("db", configuration.get(Parameters.SNOWFLAKE_DATABASE));
    properties.put("schema", configuration.get(Parameters.SNOWFLAKE_SCHEMA));
    // At every login the driver would ask the cloud's metadata addresses which cloud this is.
    properties.put("disablePlatformDetection", "true");
    properties.put("CLIENT_TELEMETRY_ENABLED", "false");
    // One chunk of a result is fetched ahead, and none is larger than it must be: left alone, the
    // driver holds up to four fifths of the heap, and having reached that it waits seconds for
    // every chunk of every later result.
    properties.put("CLIENT_PREFETCH_THREADS", "1");
    properties.put("CLIENT_RESULT_CHUNK_SIZE", "48");
    properties.put("application", "conflict_management");
    properties.put("TIMEZONE", "UTC");
    // What an account or a user may have set otherwise: a cut result would look like a whole one,
    // and what is missing in it like no conflict; names and dates would be read otherwise.
    properties.put("ROWS_PER_RESULTSET", "0");
    properties.put("QUOTED_IDENTIFIERS_IGNORE_CASE", "false");
    properties.put("DATE_INPUT_FORMAT", "AUTO");
    properties.put("TIMESTAMP_INPUT_FORMAT", "AUTO");
    properties.put("DATE_OUTPUT_FORMAT", "YYYY-MM-DD");
    int seconds = configuration.get(Parameters.STATEMENT_TIMEOUT_MINUTES) * 60;
    properties.put("STATEMENT_TIMEOUT_IN_SECONDS", String.valueOf(seconds));
    properties.put("loginTimeout", "30");
    properties.put("networkTimeout", String.valueOf((seconds + 60L) * 1000));
    properties.put("HTTP_CLIENT_CONNECTION_TIMEOUT", "15000");
    // Longer than the longest statement, or the driver sends the request again.
    properties.put("HTTP_CLIENT_SOCKET_TIMEOUT", String.valueOf((seconds + 60L) * 1000));
    return properties;
  }

  /** The statements of a folder below sql, for this warehouse. */
  public static StepSql sql(Run run, String folder) {
    String database = run.get(Parameters.SNOWFLAKE_DATABASE);
    String schema = run.get(Parameters.SNOWFLAKE_SCHEMA);
    Configuration configuration = run.configuration();
    StepSql sql =
        StepSql.of(
            folder,
            StepSql.Dialect.SNOWFLAKE,
            Map.of(
                "database",
                database,
                "warehouse_schema",
                schema,
                "work_database",
                configuration.find(Parameters.SNOWFLAKE_WORK_DATABASE).orElse(database),
                "work_schema",
                configuration.find(Parameters.SNOWFLAKE_WORK_SCHEMA).orElse(schema)));
    return run.rules().map(sql::replacedBy).orElse(sql);
  }

  /** What was asked last, as of an error: it may have been refused. */
  public Optional<SqlText> lastSent() {
    return lastSent;
  }

  @Override
  public void execute(SqlText sql, Map<String, ?> values) throws SQLException {
    try (Query query = new Query(sql, values)) {
      query.statement.execute();
    }
  }

  /** Also when the task was told to stop, which cancels nothing of it. */
  public void executeLast(SqlText sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(run.tag() + sql.sql())) {
      statement.execute();
    }
  }

  @Override
  public Rows stream(SqlText sql, Map<String, ?> values) throws SQLException {
    Query query = new Query(sql, values);
    try {
      ResultSet results = query.statement.executeQuery();
      return new ResultRows(results, query::close);
    } catch (SQLException | RuntimeException e) {
      query.close();
      throw e;
    }
  }

  /** Reads all of a long result; fails where its rest cannot be had. */
  public void download(SqlText sql) throws SQLException {
    try (Query query = new Query(sql, Map.of())) {
      LongResult.read(query.statement.executeQuery());
    }
  }

  /** The text in the first column of the first row. */
  public String text(SqlText sql) throws SQLException {
    try (Rows rows = stream(sql)) {
      if (!rows.next()) {
        throw new IllegalStateException(sql.file() + ": one row expected, got none");
      }
      return String.valueOf(rows.value(0));
    }
  }

  /** A warehouse that does not answer must not keep the database from being told as well. */
  private void cancelMeanwhile(Statement statement) {
    if (beingCancelled.add(statement)) {
      Thread thread = new Thread(() -> cancel(statement), "warehouse-cancel");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      running.remove(statement); // it is over, or the connection is
    } finally {
      beingCancelled.remove(statement); // asked again, should it begin only now
    }
  }

  @Override
  public void close() {
    // A server that is gone would be asked for minutes; the process ends without waiting for it.
    Thread closer =
        new Thread(
            () -> {
              try {
                connection.close();
              } catch (SQLException e) {
                running.clear();
              }
            },
            "warehouse-close");
    closer.setDaemon(true);
    closer.start();
    try {
      closer.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A statement that can be beingCancelled from the moment it is prepared until it is closed. */
  private final class Query implements AutoCloseable {
    private final PreparedStatement statement;

    Query(SqlText sql, Map<String, ?> values) throws SQLException {
      run.checkStopped();
      lastSent = Optional.of(sql);
      statement = connection.prepareStatement(run.tag() + sql.sql());
      List<Object> bound = sql.bind(values);
      for (int i = 0; i < bound.size(); i++) {
        statement.setObject(i + 1, bound.get(i));
      }
      running.add(statement);
    }

    @Override
    public void close() throws SQLException {
      running.remove(statement);
      statement.close();
    }
  }
}
