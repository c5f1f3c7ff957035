package care.conflict.acceptance.stage;

import care.conflict.acceptance.data.Parameters;
import care.conflict.acceptance.data.World;
import care.conflict.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** A PostgreSQL database of its own for each test, with the tables that migrate makes. */
public final class Database {

  /** The password of everything: must never be seen. */
  public static final String SECRET = "Qanary-secret-93c1";

  private static final String SCHEMA = "conflict_dev";
  private static final String TEMPLATE = "template_tables";

  /** With -Dpartitions=N every test runs over a partitioned conflictvisitmaps. */
  private static final int PARTITIONS = Integer.getInteger("partitions", 0);

  private static final Set<PostgresServer> WITH_TEMPLATE = new HashSet<>();
  private static int made;

  private final PostgresServer server;
  private final String name;

  private Database(PostgresServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /** A new database with empty tables. */
  public static Database create() {
    return create(PostgresServer.usual());
  }

  /** The same on this server. */
  public static synchronized Database create(PostgresServer server) {
    makeTemplate(server);
    return new Database(server, TEMPLATE).copy(TEMPLATE);
  }

  /** Another database with all that is in this one, which nobody uses meanwhile. */
  public Database copy() {
    awaitNobody();
    return copy(name);
  }

  private Database copy(String template) {
    Database copy;
    synchronized (Database.class) {
      copy = new Database(server, "acceptance_" + ++made);
      of(server).execute("CREATE DATABASE " + copy.name + " TEMPLATE " + template);
    }
    return copy;
  }

  /** Where the usual server listens. */
  public static int port() {
    makeTemplate(PostgresServer.usual());
    return PostgresServer.usual().port();
  }

  private static synchronized void makeTemplate(PostgresServer server) {
    if (WITH_TEMPLATE.add(server)) {
      of(server).execute("CREATE DATABASE " + TEMPLATE);
      Database template = new Database(server, TEMPLATE);
      template.migrate("--with-operational-tables", "--tune-tables");
      if (PARTITIONS > 0) {
        template.execute("INSERT INTO settings (\"InProgressFlag\") VALUES (0)");
        template.migrate("--partition=" + PARTITIONS);
        template.execute("TRUNCATE settings RESTART IDENTITY");
      }
    }
  }

  /** The server's own database, for what concerns all of them. */
  static Database of(PostgresServer server) {
    return new Database(server, "postgres");
  }

  public String name() {
    return name;
  }

  /** Takes it away, whoever is still connected. */
  public void drop() {
    of(server).execute("DROP DATABASE " + name + " WITH (FORCE)");
  }

  /** Runs the command that changes the tables. */
  public void migrate(String... options) {
    Command.Finished finished =
        new Command("migrate", newFolder()).env(environment()).with(List.of(options)).run();
    if (finished.exitCode() != 0) {
      throw new IllegalStateException("migrate failed: " + finished.everything());
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("migrate");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a command reaches it. */
  public Map<String, String> environment() {
    return environment(server.port());
  }

  /** How a command reaches the database, maybe through a proxy's port. */
  public Map<String, String> environment(int proxy) {
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

  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "postgres");
    properties.setProperty("password", SECRET);
    properties.setProperty("currentSchema", SCHEMA);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name, properties);
  }

  /** Replaces what the tables hold. */
  public void load(World world) {
    try (Connection connection = connect()) {
      world.loadStore(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void execute(String sql) {
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
            Integer.toString(server.port()),
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
  public void hold(String run, Parameters parameters) {
    for (String provider : parameters.onHold()) {
      execute(
          """
          INSERT INTO pipeline_source_providers (run_id, provider_id, visits, usual_visits, on_hold)
          VALUES ('%s', '%s', 0, 100, TRUE) ON CONFLICT DO NOTHING"""
              .formatted(run, provider));
    }
  }

  /** The first column of the only row. */
  public String ask(String sql) {
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
  public String fingerprint() {
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

  /** Rows inserted, updated and deleted so far in the two tables of conflicts, or their parts. */
  public String writes() {
    awaitNobody();
    execute("SELECT pg_stat_clear_snapshot()");
    return ask(
        """
        SELECT string_agg(relname || ' ' || n_tup_ins || ' ' || n_tup_upd || ' ' || n_tup_del, ', ' ORDER BY relname)
          FROM pg_stat_user_tables WHERE relname ~ '^(conflicts|conflictvisitmaps(_p[0-9]+)?)$'""");
  }

  /** A session counts what it has written when it ends, which may be after its task has ended. */
  private void awaitNobody() {
    String others =
        """
        SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()
           AND backend_type = 'client backend'""";
    for (int tries = 0; tries < 100 && !ask(others).equals("0"); tries++) {
      Waiting.pause(50);
    }
  }
}
