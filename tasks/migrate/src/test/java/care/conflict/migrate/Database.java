package care.conflict.migrate;

import care.conflict.runtime.TaskRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A database of its own for each test, and migrate at work on it. */
final class Database {
  /** What migrate came to. */
  record Migrated(int exitCode, String log, String resultDocument) {}

  private static int made;

  private final Server server;
  private final String name;

  private Database(Server server, String name) {
    this.server = server;
    this.name = name;
  }

  /** A new database without tables. */
  static synchronized Database create() throws SQLException {
    Server server = Server.start();
    String name = "migrate_" + ++made;
    new Database(server, "postgres").execute("CREATE DATABASE " + name);
    return new Database(server, name);
  }

  String name() {
    return name;
  }

  Migrated migrate(String... options) throws IOException {
    return migrateAs(Server.SUPERUSER, options);
  }

  /** Runs the command in this process, as its main method would. */
  synchronized Migrated migrateAs(String role, String... options) throws IOException {
    Path folder = Files.createTempDirectory("migrate");
    PrintStream console = System.out;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      int exitCode = TaskRunner.run(new Migrate(), arguments(folder, options), environment(role));
      return migrated(exitCode, log.toString(StandardCharsets.UTF_8), folder);
    } finally {
      System.setOut(console);
    }
  }

  /** Runs the jar. */
  Migrated runJar(String... options) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("migrate");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-jar", "target/migrate.jar"));
    command.addAll(List.of(arguments(folder, options)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment(Server.SUPERUSER));
    Process process = builder.start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return migrated(process.waitFor(), log, folder);
  }

  private static String[] arguments(Path folder, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--run-location", folder.toString()));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private static Migrated migrated(int exitCode, String log, Path folder) throws IOException {
    return new Migrated(exitCode, log, Files.readString(folder.resolve("migrate.json")));
  }

  /** How a command reaches this database. */
  Map<String, String> environment(String role) {
    return Map.of(
        "POSTGRES_HOST",
        server.host(),
        "POSTGRES_PORT",
        String.valueOf(server.port()),
        "POSTGRES_USER",
        role,
        "POSTGRES_PASSWORD",
        Server.PASSWORD,
        "POSTGRES_DATABASE",
        name,
        "POSTGRES_SSLMODE",
        "disable");
  }

  void execute(String... statements) throws SQLException {
    executeAs(Server.SUPERUSER, statements);
  }

  /** Runs the statements; returns what the server warned of. */
  List<String> executeAs(String role, String... statements) throws SQLException {
    List<String> warnings = new ArrayList<>();
    try (Connection connection = connect(role);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
        for (SQLWarning it = statement.getWarnings(); it != null; it = it.getNextWarning()) {
          warnings.add(it.getMessage());
        }
      }
    }
    return warnings;
  }

  /** The first column of all rows, as text. */
  List<String> ask(String sql) throws SQLException {
    try (Connection connection = connect(Server.SUPERUSER);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> answers = new ArrayList<>();
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
      return answers;
    }
  }

  Connection connect(String role) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s?currentSchema=conflict_dev"
            .formatted(server.host(), server.port(), name),
        role,
        Server.PASSWORD);
  }

  /** Changes with every change of a table, column, index, owner, grant, or row of these tables. */
  List<String> fingerprint(String... tables) throws SQLException {
    List<String> print = new ArrayList<>();
    print.addAll(
        ask(
            """
            SELECT 'relation ' || relname || ' ' || xmin || ' ' || relfilenode FROM pg_class
            WHERE relnamespace = to_regnamespace('conflict_dev') ORDER BY relname"""));
    print.addAll(
        ask(
            """
            SELECT 'column ' || attrelid::regclass || '.' || attname || ' ' || a.xmin FROM pg_attribute a
            JOIN pg_class c ON c.oid = attrelid AND relnamespace = to_regnamespace('conflict_dev')
            ORDER BY attrelid, attnum"""));
    for (String table : tables) {
      print.addAll(
          ask(
              "SELECT '%s ' || xmin || ' ' || ctid FROM conflict_dev.%s t ORDER BY ctid"
                  .formatted(table, table)));
    }
    return print;
  }
}
