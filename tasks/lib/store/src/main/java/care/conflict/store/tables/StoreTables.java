package care.conflict.store.tables;

import care.conflict.core.Run;
import care.conflict.core.TableFindings;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.connection.NeededConnections;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks whether every table is there that a run needs, with its columns and the right to use it.
 */
public final class StoreTables {
  private static final int MONTHS_AHEAD = 2;

  private final Run run;
  private final Session session;
  private final Statements statements;
  private final List<String> found = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> lacking = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> notMaintained = new ArrayList<>();

  private StoreTables(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.statements = Statements.of(session, "store");
  }

  /** Looks; changes nothing. */
  public static TableFindings look(Run run, Session session) throws SQLException {
    return new StoreTables(run, session).look();
  }

  private TableFindings look() throws SQLException {
    Map<String, Row> tables = new LinkedHashMap<>();
    statements.rows("tables").forEach(row -> tables.put(row.text("name"), row));
    List<String> required = new ArrayList<>(run.get(Parameters.REQUIRED_TABLES));
    required.addAll(TableNames.OURS);
    required.add(TableNames.HISTORY);
    required.add(TableNames.LOCK_STATE);
    for (String table : required) {
      if (tables.containsKey(table)) {
        found.add(table);
        checkPrivileges(tables.get(table), table);
      } else {
        missing.add(table);
      }
    }
    tellWhatIsNotMaintained();
    String schema = run.get(Parameters.POSTGRES_SCHEMA);
    lacking.addAll(TableColumns.lacks(session, schema, found));
    checkIds();
    checkPublications();
    checkIndexes();
    checkStaging();
    lacking.addAll(RowSecurity.problems(session, schema, found));
    checkServer();
    checkView();
    checkHistory();
    if (missing.isEmpty() && lacking.isEmpty()) {
      checkSingleRows();
    }
    return new TableFindings(found, missing, lacking, warnings);
  }

  private void checkPrivileges(Row privileges, String table) {
    need(privileges, "may_select", "SELECT", true);
    need(
        privileges,
        "may_insert",
        "INSERT",
        TableNames.INSERTED.contains(table) || TableNames.PRUNED.contains(table));
    boolean updated = TableNames.UPDATED.contains(table) || TableNames.OURS.contains(table);
    need(privileges, "may_update", "UPDATE", updated);
    need(
        privileges,
        "may_delete",
        "DELETE",
        TableNames.REPLACED.equals(table) || TableNames.PRUNED.contains(table));
    if (privileges.denies("may_number")) {
      lacking.add("the role lacks USAGE on sequence pipeline_history_event_id");
    }
    if (updated && privileges.flag("may_update")) {
      privileges.findText("not_updated").ifPresent(columns -> checkUpdate(table, columns));
    }
    if (privileges.denies("may_maintain") && privileges.flag("is_table")) {
      notMaintained.add(table);
    }
  }

  /** Before 17 that is every table of whoever does not own them. */
  private void tellWhatIsNotMaintained() {
    if (!notMaintained.isEmpty()) {
      warnings.add(
          "the role may not VACUUM %s: grant MAINTAIN (from PostgreSQL 17 on), or make it the owner; until then autovacuum alone looks after them"
              .formatted(String.join(", ", notMaintained)));
    }
  }

  /** Of settings these are what a run writes; of another table maybe none of them is. */
  private void checkUpdate(String table, String columns) {
    String lack = "the role lacks UPDATE (%s) on %s".formatted(columns, table);
    if (table.equals(TableNames.SETTINGS)) {
      lacking.add(lack);
    } else {
      warnings.add(lack + ": a task that writes one of these columns fails");
    }
  }

  private void need(Row table, String privilege, String name, boolean needed) {
    if (needed && !table.flag(privilege)) {
      lacking.add("the role lacks " + name + " on " + table.text("name"));
    }
  }

  /** Every id that a run assigns is above what is stored, and is assigned by one sequence. */
  private void checkIds() throws SQLException {
    for (Row id : statements.rows("id_sequences")) {
      if (!id.isNull("mend")) {
        lacking.add(
            "%s.%s gets its ids from no sequence of its own; its owner runs: %s"
                .formatted(id.text("table"), id.text("column"), id.text("mend")));
      } else if (id.denies("may_advance")) {
        lacking.add("the role lacks SELECT or UPDATE on sequence " + id.text("sequence"));
      }
    }
  }

  private void checkPublications() throws SQLException {
    for (Row row : statements.rows("unpublishable")) {
      lacking.add(
          "%s is in the publication %s with %s, so that PostgreSQL refuses to change its rows; its owner runs: %s"
              .formatted(
                  row.text("relation"),
                  row.text("publication"),
                  row.text("lack"),
                  row.text("mend")));
    }
  }

  private void checkIndexes() throws SQLException {
    if (found.contains("conflictvisitmaps") && !statements.row("unique_pair").flag("kept")) {
      lacking.add(
          "conflictvisitmaps has no unique index on (VisitID, ConVisitID), which detection relies on:"
              + " remove duplicates, then `migrate --tune-tables`");
    }
    warnings.addAll(TableTuning.lacks(session));
  }

  private void checkSingleRows() throws SQLException {
    for (Row table : Statements.of(session, "schema/owned").rows("single_rows")) {
      lacking.add(table.text("name") + " has lost its one row; run migrate");
    }
  }

  private void checkServer() throws SQLException {
    Row server = statements.row("limits");
    if (!"UTF8".equals(server.text("encoding"))) {
      lacking.add(
          "server_encoding of database %s is %s and must be UTF8: texts would be cut inside a character, or could not be stored"
              .formatted(server.text("database"), server.text("encoding")));
    }
    if (server.denies("may_make_temporary")) {
      lacking.add(
          "the role lacks TEMPORARY on database %s: tasks work in temporary tables"
              .formatted(server.text("database")));
    }
    checkLimit("role " + server.text("role"), server, "of_role");
    checkLimit("database " + server.text("database"), server, "of_database");
  }

  private void checkLimit(String whose, Row server, String limit) {
    if (!server.isNull(limit) && server.number(limit) < NeededConnections.ALL) {
      lacking.add(
          "%s may have %d connections (CONNECTION LIMIT), and a task needs %d"
              .formatted(whose, server.number(limit), NeededConnections.ALL));
    }
  }

  private void checkStaging() throws SQLException {
    String obstacles =
        Statements.of(session, "staging").rows("obstacles").stream()
            .map(row -> row.text("reason"))
            .collect(Collectors.joining(", "));
    if (!obstacles.isEmpty()) {
      warnings.add(
          "no new table can be put in the place of conflictlog_staging, so that its rows are"
              + " replaced one by one, which is slower and leaves dead rows: "
              + obstacles);
    }
  }

  private void checkView() throws SQLException {
    for (Row row : statements.rows("view_role")) {
      if (!row.flag("may_refresh")) {
        warnings.add(
            "the role may not refresh %s, the view of the dashboards: it is neither its owner nor a member that inherits the owner's rights"
                .formatted(row.text("view")));
      }
    }
  }

  /** What no month is there for is not lost, but makes the last partition grow. */
  private void checkHistory() throws SQLException {
    long ahead =
        Statements.of(session, "schema/history").rows("months").stream()
            .filter(month -> month.flag("ahead"))
            .count();
    if (found.contains(TableNames.HISTORY) && ahead < MONTHS_AHEAD) {
      warnings.add(
          "the history has partitions for %d month(s) ahead: run migrate, which makes twelve"
              .formatted(ahead));
    }
  }
}
