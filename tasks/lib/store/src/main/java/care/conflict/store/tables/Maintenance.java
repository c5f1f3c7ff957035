package care.conflict.store.tables;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.statements.Row;
import care.conflict.store.Meanwhile;
import care.conflict.store.Session;
import care.conflict.store.Sessions;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What preflight and postflight both do with the tables of the schema. */
public final class Maintenance {
  private static final List<String> COUNTED =
      List.of("conflicts", "conflictvisitmaps", "conflictlog_staging", "settings");

  private final Run run;
  private final Session session;

  public Maintenance(Run run, Session session) {
    this.run = run;
    this.session = session;
  }

  /**
   * VACUUM of what changed in the schema, and ANALYZE of what changed much, a table a connection;
   * where a table cannot be, that is a warning.
   */
  public Counts vacuum(Sessions more) throws SQLException {
    Queue<Row> tables =
        new ConcurrentLinkedQueue<>(Statements.of(session, "maintenance").rows("changed_tables"));
    Optional<Session> second = tables.size() < 2 ? Optional.empty() : another(more);
    if (second.isEmpty()) {
      return Counts.of("tables", vacuum(session, tables));
    }
    try (Session other = second.get();
        Meanwhile<Long> beside = Meanwhile.begin("vacuum", () -> vacuum(other, tables))) {
      return Counts.of("tables", vacuum(session, tables) + beside.result());
    }
  }

  /** One connection can do it, too. */
  private Optional<Session> another(Sessions more) {
    try {
      return Optional.of(more.session());
    } catch (SQLException e) {
      run.checkStopped();
      run.log().log(EventLog.Level.INFO, "over one connection", "because", run.told(e));
      return Optional.empty();
    }
  }

  /** Takes one table after the other, until none is left. */
  private long vacuum(Session by, Queue<Row> tables) throws SQLException {
    Statements statements = Statements.of(by, "maintenance");
    long done = 0;
    for (Row table = tables.poll(); table != null; table = tables.poll()) {
      String name = table.text("name");
      if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        done +=
            vacuum(statements.with("table", name), name, table.flag("analyzes"), tables) ? 1 : 0;
      } else {
        run.warn(
            "table "
                + name.replaceAll("[^A-Za-z0-9_]", "?")
                + " is not vacuumed: its name has other characters than letters, digits and underscores");
      }
    }
    return done;
  }

  private boolean vacuum(Statements statements, String table, boolean analyzes, Queue<Row> left)
      throws SQLException {
    try {
      statements.execute(analyzes ? "vacuum_analyze" : "vacuum");
      return true;
    } catch (SQLException e) {
      run.checkStopped();
      if (e.getSQLState() == null || SqlState.isLost(e) || SqlState.is(e, SqlState.TRANSACTION)) {
        left.clear(); // the connection is gone: who goes on beside it ends, too
        throw e;
      }
      run.warn(
          "table %s is not vacuumed and analyzed to the end: %s%s"
              .formatted(table, run.told(e), advice(e)));
      return false;
    }
  }

  /** From 17 on PostgreSQL evaluates an index with a search path of its own. */
  private static String advice(SQLException e) {
    return SqlState.is(e, SqlState.DEFINITION)
        ? ". A function that its indexes use may name tables without their schema: name it there, or ALTER FUNCTION … SET search_path"
        : "";
  }

  /** Counts the rows of the tables that people watch; the result's detail table_rows. */
  public Counts countRows() throws SQLException {
    return countRows(Map.of());
  }

  /** The same, of which some have been counted. */
  public Counts countRows(Map<String, Long> counted) throws SQLException {
    Statements statements = Statements.of(session, "maintenance");
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : COUNTED) {
      Long known = counted.get(table);
      rows.put(
          table,
          known == null ? statements.with("table", table).row("count_rows").number("rows") : known);
    }
    run.detail("table_rows", rows);
    return Counts.NONE;
  }
}
