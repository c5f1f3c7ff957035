package care.conflict.postflight;

import care.conflict.core.Counts;
import care.conflict.core.Parameters;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The materialized view of the payers' dashboards. */
final class DashboardView {
  private final Run run;
  private final Session session;

  DashboardView(Run run, Session session) {
    this.run = run;
    this.session = session;
  }

  /** Refreshes it, concurrently where a unique index allows that; none is a warning. */
  Counts refresh() throws SQLException {
    StepSql sql = Store.sql(run, run.task());
    List<Map<String, Object>> state = session.rows(sql.find("view_state"), Map.of());
    if (state.isEmpty()) {
      run.warn("there is no materialized view " + run.get(Parameters.MATERIALIZED_VIEW));
      return Counts.NONE;
    }
    boolean concurrently = Boolean.TRUE.equals(state.get(0).get("concurrently"));
    session.execute(sql.find(concurrently ? "refresh_concurrently" : "refresh"), Map.of());
    return Counts.NONE;
  }
}
