package care.conflict.postflight;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.report.Report;
import care.conflict.report.Words;
import care.conflict.store.QuietMoment;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The materialized view of the payers' dashboards. */
final class DashboardView {
  static final String STEP = Report.DASHBOARDS;

  private final Run run;
  private final Session session;

  DashboardView(Run run, Session session) {
    this.run = run;
    this.session = session;
  }

  /** Refreshes it, concurrently where a unique index allows that; none is a warning. */
  Counts refresh() throws SQLException {
    Statements statements = Statements.of(session, run.task());
    List<Row> state = statements.rows("view_state");
    if (state.isEmpty()) {
      run.warn("there is no materialized view " + run.get(Parameters.MATERIALIZED_VIEW));
      return Counts.NONE;
    }
    try {
      if (state.get(0).flag("concurrently")) {
        statements.execute("refresh_concurrently");
      } else {
        refreshAlone(statements);
      }
    } catch (SQLException e) {
      run.checkStopped();
      throw notRefreshed(statements, e);
    }
    statements.execute("note_refreshed");
    return Counts.NONE;
  }

  /**
   * In a moment in which nobody reads it, for which it waits a while; a transaction that stays open
   * must not keep all who come after it.
   */
  private void refreshAlone(Statements statements) throws SQLException {
    // A tenth of a statement's time, in tries of two seconds with as long a pause between.
    int tries = run.get(Parameters.STATEMENT_TIMEOUT_MINUTES) * 60 / 10 / 4 + 1;
    QuietMoment.await(
        run,
        "view",
        tries,
        () ->
            session.write(
                () -> {
                  statements.rows("give_up_soon");
                  return statements.execute("refresh");
                }));
  }

  /** People look at the dashboards and not at the log: since when they are old, and the way out. */
  private TaskFailure notRefreshed(Statements statements, SQLException e) throws SQLException {
    String since =
        statements
            .row("last_refreshed")
            .findInstant("at")
            .map(last -> "the last time was " + Words.time(last))
            .orElse("no run has yet");
    return TaskFailure.failed(
        "the dashboards are not refreshed (%s): %s%s"
            .formatted(since, run.told(e), wayOut(statements, e)),
        "");
  }

  /** From 17 on PostgreSQL refreshes with a search path of its own. */
  private String wayOut(Statements statements, SQLException e) throws SQLException {
    if (SqlState.is(e, SqlState.LOCK)) {
      return ". Others read the view in transactions that stay open: end these, or give it a unique index, with which it is refreshed while people read it";
    }
    String functions =
        statements.rows("view_functions").stream()
            .map(row -> row.text("function"))
            .collect(Collectors.joining(", "));
    return SqlState.is(e, SqlState.DEFINITION) && !functions.isEmpty()
        ? ". A function of the view names tables without their schema: name it there, or ALTER FUNCTION %s SET search_path = %s"
            .formatted(functions, run.get(Parameters.POSTGRES_SCHEMA))
        : "";
  }
}
