package care.conflict.postflight;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import care.conflict.core.statements.Row;
import care.conflict.report.Report;
import care.conflict.report.Words;
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
    boolean concurrently = state.get(0).flag("concurrently");
    try {
      statements.execute(concurrently ? "refresh_concurrently" : "refresh");
    } catch (SQLException e) {
      run.checkStopped();
      throw notRefreshed(statements, e);
    }
    statements.execute("note_refreshed");
    return Counts.NONE;
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
