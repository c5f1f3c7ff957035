package care.conflict.acceptance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A PostgreSQL database of its own for each test, with the tables that migrate makes. */
final class Database {

  static final String SECRET = "Qanary-secret-93c1";
  private static final String SCHEMA = "conflict_dev";

  private static int port;
  private static int made;

  private final String name;

  private Database(String name) {
    this.name = name;
  }

  /** A new database with empty tables. */
  static synchronized Database create() {
    port();
    return copy("template_tables");
  }

  /** Another database with all that is in this one, which nobody uses meanwhile. */
  Database copy() {
    awaitNobody();
    return copy(name);
  }

  private static synchronized Database copy(String template) {
    String name = "acceptance_" + ++made;
    new Database("postgres").execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    return new Database(name);
  }

  /** Where the server listens, which is started when it is first asked for. */
  static synchronized int port() {
    if (port == 0) {
      try {
        port = CronJobs.REAL ? CronJobs.realPort() : embedded();
        new Database("postgres").execute("CREATE DATABASE template_tables");
        new Database("template_tables").migrate();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return port;
  }

  /** Takes it away, whoever is still connected. */
  void drop() {
    new Database("postgres").execute("DROP DATABASE " + name + " WITH (FORCE)");
  }

  private static int embedded() throws IOException {
    int found =
        EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start().getPort();
    System.out.println("PostgreSQL: embedded (zonky), port " + found);
    return found;
  }

  private void migrate() throws IOException {
    Path folder = Files.createTempDirectory("migrate");
    Command.Finished finished =
        new Command("migrate", folder)
            .env(environment())
            .with("--with-operational-tables")
            .with("--tune-tables")
            .run();
    if (finished.exitCode() != 0) {
      throw new IllegalStateException("migrate failed: " + finished.everything());
    }
  }

  Map<String, String> environment() {
    return environment(port);
  }

  /** How a command reaches the database, maybe through a proxy's port. */
  Map<String, String> environment(int proxy) {
    Map<String, String> environment = new HashMap<>();
    environment.put("POSTGRES_HOST", "127.0.0.1");
    environment.put("POSTGRES_PORT", Integer.toString(proxy));
    environment.put("POSTGRES_USER", "postgres");
    environment.put("POSTGRES_PASSWORD", SECRET);
    environment.put("POSTGRES_DATABASE", name);
    environment.put("POSTGRES_SCHEMA", SCHEMA);
    environment.put("POSTGRES_SSLMODE", "disable");
    return environment;
  }

  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("password", SECRET);
    properties.setProperty("currentSchema", SCHEMA);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + name, properties);
  }

  void load(World world) {
    try (Connection connection = connect()) {
      world.loadStore(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a file as people do: with psql, in a schema. */
  void psql(Path file, String searchPath) {
    Psql.run(
        file,
        Map.of(
            "PGHOST",
            "127.0.0.1",
            "PGPORT",
            Integer.toString(port),
            "PGUSER",
            "postgres",
            "PGPASSWORD",
            SECRET,
            "PGDATABASE",
            name,
            "PGOPTIONS",
            "-c search_path=" + searchPath));
  }

  /** Notes the providers that preflight has put on hold for a run. */
  void hold(String run, Parameters parameters) {
    for (String provider : parameters.onHold()) {
      execute(
          """
          INSERT INTO pipeline_source_providers (run_id, provider_id, visits, usual_visits, on_hold)
          VALUES ('%s', '%s', 0, 100, TRUE) ON CONFLICT DO NOTHING"""
              .formatted(run, provider));
    }
  }

  /** The first column of the only row. */
  String ask(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A text that changes with every write to the tables that tasks write. */
  String fingerprint() {
    return ask(
        """
        SELECT (SELECT coalesce(md5(string_agg("ID"::text || '/' || xmin::text || '/' || ctid::text, ',' ORDER BY "ID")), '')
                  FROM payer_provider_reminders)
            || (SELECT coalesce(md5(string_agg("ID"::text || '/' || xmin::text || '/' || ctid::text, ',' ORDER BY "ID")), '')
                  FROM conflictlog_staging)
            || (SELECT md5(string_agg("ID"::text || '/' || xmin::text || '/' || ctid::text, ',' ORDER BY "ID"))
                  FROM conflictvisitmaps)
            || (SELECT md5(string_agg("CONFLICTID"::text || '/' || xmin::text || '/' || ctid::text, ',' ORDER BY "CONFLICTID"))
                  FROM conflicts)""");
  }

  /** Rows inserted, updated and deleted so far in the two tables of conflicts. */
  String writes() {
    awaitNobody();
    execute("SELECT pg_stat_clear_snapshot()");
    return ask(
        """
        SELECT string_agg(relname || ' ' || n_tup_ins || ' ' || n_tup_upd || ' ' || n_tup_del, ', ' ORDER BY relname)
          FROM pg_stat_user_tables WHERE relname IN ('conflicts', 'conflictvisitmaps')""");
  }

  /** A session counts what it has written when it ends, which may be after its task has ended. */
  private void awaitNobody() {
    String others =
        """
        SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()
           AND backend_type = 'client backend'""";
    for (int tries = 0; tries < 100 && !ask(others).equals("0"); tries++) {
      Operations.pause(50);
    }
  }
}
