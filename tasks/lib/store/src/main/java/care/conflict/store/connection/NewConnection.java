package care.conflict.store.connection;

import care.conflict.core.EventLog;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.StoreSql;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.SqlText;
import care.conflict.core.statements.StepSql;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Sets what the tasks rely on for a new connection, whatever role, database and server have set,
 * and reads it back. By SET after connecting: poolers refuse or drop the startup parameter options.
 */
final class NewConnection {
  private static final int MINUTE = 60_000;

  /** The first whose views look with the reader's rights, as ours do (docs/database.md). */
  private static final int OLDEST_VERSION = 15;

  /** Who sets a role or a database read-only means it; a session may be left so by another one. */
  private static final Map<String, String> READ_ONLY_BY =
      Map.of(
          "user", "ALTER ROLE",
          "database", "ALTER DATABASE",
          "database user", "ALTER ROLE … IN DATABASE",
          "global", "ALTER ROLE ALL",
          "configuration file", "the server's configuration",
          "command line", "the server's command line");

  private final Run run;
  private final StepSql sql;
  private final Map<String, String> settings;

  NewConnection(Run run) {
    this.run = run;
    this.sql = StoreSql.of(run, "connection");
    this.settings = settings(run);
  }

  /** In the units of pg_settings. What a server's version does not know is left out. */
  private static Map<String, String> settings(Run run) {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("default_transaction_isolation", "read committed");
    wanted.put("default_transaction_read_only", "off");
    wanted.put("default_transaction_deferrable", "off");
    int minutes = run.get(Parameters.STATEMENT_TIMEOUT_MINUTES);
    wanted.put("statement_timeout", String.valueOf(minutes * MINUTE));
    wanted.put("transaction_timeout", "0");
    wanted.put("lock_timeout", "0");
    wanted.put("idle_in_transaction_session_timeout", "0");
    wanted.put("idle_session_timeout", "0");
    // What a killed task was doing ends soon, and with it its row locks.
    wanted.put("client_connection_check_interval", "10000");
    wanted.put("tcp_keepalives_idle", "30");
    wanted.put("tcp_keepalives_interval", "10");
    // Pairs are composed of wide rows by hash joins; with the usual 4 MB these go through files.
    wanted.put("work_mem", String.valueOf(256 * 1024));
    wanted.put("default_tablespace", "");
    wanted.put("row_security", "on");
    wanted.put("quote_all_identifiers", "off");
    wanted.put("standard_conforming_strings", "on");
    wanted.put("transform_null_equals", "off");
    return wanted;
  }

  /** Makes the connection ready; fails where it cannot be had as the tasks need it. */
  void settle(Connection connection) throws SQLException {
    refuseOlder(connection);
    refuseReader(connection);
    Map<String, String> refused = new LinkedHashMap<>();
    if (!isSet(connection)) {
      settings.forEach((name, value) -> trySet(connection, name, value, refused));
    }
    rows(connection, "differing", values())
        .forEach(row -> refused.putIfAbsent(row.get("name"), "it is " + row.get("had")));
    if (!refused.isEmpty()) {
      throw new TaskFailure(
          ExitCode.MISUSED,
          "PostgreSQL, or a pooler before it, does not let this connection have what the tasks rely on: "
              + refused.entrySet().stream()
                  .map(it -> it.getKey() + " (" + it.getValue() + ")")
                  .collect(Collectors.joining(", ")),
          "Let role %s set it for its sessions (docs/operating.md)."
              .formatted(run.get(Parameters.POSTGRES_USER)));
    }
    keepTablesInMemory(connection);
  }

  private boolean isSet(Connection connection) throws SQLException {
    try {
      rows(connection, "settings", values());
      return true;
    } catch (SQLException e) {
      if (SqlState.isLost(e)) {
        throw e;
      }
      return false; // one of them: which, is found out by setting each alone
    }
  }

  private void trySet(
      Connection connection, String name, String value, Map<String, String> refused) {
    try {
      rows(connection, "settings", Map.of("settings", json(Map.of(name, value))));
    } catch (SQLException e) {
      refused.put(name, run.told(e));
    }
  }

  /** A wish: it can be had only before the first temporary table. */
  private void keepTablesInMemory(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(run.tag("connect") + sql.find("temp_buffers").sql());
    } catch (SQLException e) {
      if (!SqlState.is(e, SqlState.SETTING_REFUSED)) {
        throw e;
      }
      // Whoever had this server connection of a pooler before has used temporary tables.
      run.log().log(EventLog.Level.INFO, "temp_buffers stay as they are", "why", run.told(e));
    }
  }

  /** As the server said when it was connected to. */
  private void refuseOlder(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    if (server.getDatabaseMajorVersion() < OLDEST_VERSION) {
      throw TaskFailure.misused(
          "PostgreSQL at %s is %s; %d or newer is needed"
              .formatted(
                  run.get(Parameters.POSTGRES_HOST),
                  server.getDatabaseProductVersion(),
                  OLDEST_VERSION),
          "Upgrade the server, or set POSTGRES_HOST to a newer one.");
    }
  }

  private void refuseReader(Connection connection) throws SQLException {
    Map<String, String> server = rows(connection, "read_only", Map.of()).get(0);
    if ("t".equals(server.get("in_recovery"))) {
      throw TaskFailure.misused(
          "PostgreSQL at %s is a reader (a standby in recovery), which takes no writes"
              .formatted(run.get(Parameters.POSTGRES_HOST)),
          "Set POSTGRES_HOST to the writer, of a cluster to its writer endpoint.");
    }
    String by = READ_ONLY_BY.get(server.get("source"));
    if ("on".equals(server.get("read_only")) && by != null) {
      throw TaskFailure.misused(
          "role %s is read-only in database %s: default_transaction_read_only is on, by %s"
              .formatted(server.get("role"), server.get("database"), by),
          "Have who set it take it back, or name the writer in POSTGRES_HOST.");
    }
  }

  /** The server process that answers this connection now. */
  int backend(Connection connection) throws SQLException {
    return Integer.parseInt(rows(connection, "backend", Map.of()).get(0).get("backend"));
  }

  private Map<String, String> values() {
    return Map.of("settings", json(settings));
  }

  /** Of names and values that need no escapes. */
  private static String json(Map<String, String> values) {
    return values.entrySet().stream()
        .map(it -> "\"%s\": \"%s\"".formatted(it.getKey(), it.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private List<Map<String, String>> rows(
      Connection connection, String statement, Map<String, String> values) throws SQLException {
    SqlText text = sql.find(statement);
    try (PreparedStatement asked = connection.prepareStatement(run.tag("connect") + text.sql())) {
      List<Object> bound = text.bind(values);
      for (int i = 0; i < bound.size(); i++) {
        asked.setObject(i + 1, bound.get(i));
      }
      try (ResultSet results = asked.executeQuery()) {
        List<Map<String, String>> rows = new ArrayList<>();
        while (results.next()) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
            row.put(results.getMetaData().getColumnLabel(i), results.getString(i));
          }
          rows.add(row);
        }
        return rows;
      }
    }
  }
}
