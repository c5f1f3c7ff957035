package care.conflict.migrate;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables of the application: made for a new database, otherwise only looked at. */
final class ApplicationTables {
  private static final List<String> STATEMENTS =
      List.of(
          "conflicts",
          "conflictvisitmaps",
          "conflictlog_staging",
          "settings",
          "mph",
          "excluded_agency",
          "excluded_ssn",
          "payer_provider_reminders",
          "materialized_view",
          "materialized_view_key");

  private final Run run;
  private final Session session;
  private final Statements statements;

  ApplicationTables(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.statements = Statements.of(session, "schema/operational");
  }

  /** Makes those that are not there, in one transaction. */
  Counts make() throws SQLException {
    List<String> missing = missing();
    if (missing.isEmpty()) {
      run.log().log(
          EventLog.Level.INFO, "tables of the application", "made", "none, all are there");
      return Counts.NONE;
    }
    session.write(
        () -> {
          for (String statement : STATEMENTS) {
            statements.execute(statement);
          }
          return missing;
        });
    run.log().log(
        EventLog.Level.INFO, "tables of the application", "made", String.join(", ", missing));
    return Counts.of("tables", missing.size());
  }

  /** Fails where one of these is not there. */
  void require(String... tables) throws SQLException {
    List<String> needed = new ArrayList<>(missing());
    needed.retainAll(List.of(tables));
    fail(needed);
  }

  /** Fails where any is not there. */
  void requireAll() throws SQLException {
    fail(missing());
  }

  private static void fail(List<String> missing) {
    if (!missing.isEmpty()) {
      throw TaskFailure.misused(
          "the application's tables are not all there; missing: " + String.join(", ", missing),
          "Check POSTGRES_SCHEMA and MATERIALIZED_VIEW, or make a new database's tables with"
              + " --with-operational-tables.");
    }
  }

  private List<String> missing() throws SQLException {
    return statements.rows("tables").stream()
        .filter(row -> !row.flag("present"))
        .map(row -> row.text("name").replace("\"", ""))
        .toList();
  }
}
