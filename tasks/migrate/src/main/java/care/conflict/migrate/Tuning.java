package care.conflict.migrate;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.Map;

/** What the pipeline needs of the application's tables to be quick; nobody waits for it. */
final class Tuning {
  private final Run run;
  private final Session session;
  private final StepSql sql;

  Tuning(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.sql = Store.sql(run, "schema/tune");
  }

  /** Makes the indexes that are missing, sets the fill factor, names the indexes that only cost. */
  Counts apply() throws SQLException {
    // Before the indexes: rows that move into a new page find its room.
    Counts done = setFillfactor();
    for (Map<String, Object> index : session.rows(sql.find("index_states"), Map.of())) {
      done = done.and("indexes_made", makeIndex(index) ? 1 : 0);
    }
    for (Map<String, Object> index : session.rows(sql.find("needless_indexes"), Map.of())) {
      run.warn(
          "index %s only costs: %s. Its owner can drop it: DROP INDEX CONCURRENTLY %s"
              .formatted(index.get("name"), index.get("reason"), index.get("name")));
    }
    return done;
  }

  private boolean makeIndex(Map<String, Object> index) throws SQLException {
    String on = "%s (%s)".formatted(index.get("relation"), index.get("columns"));
    if (index.get("present") != null) {
      run.log().log(EventLog.Level.INFO, "index is there", "on", on, "name", index.get("present"));
      return false;
    }
    String statement = String.valueOf(index.get("statement"));
    String name = "pipeline_" + statement;
    // An index that was interrupted stays, is of no use, and keeps its name.
    session.execute(sql.with("index", name).find("drop_unfinished"), Map.of());
    session.execute(sql.find(statement), Map.of());
    run.log().log(EventLog.Level.INFO, "index made", "on", on, "name", name);
    return true;
  }

  private Counts setFillfactor() throws SQLException {
    Map<String, Object> state = session.row(sql.find("fillfactor"), Map.of());
    if (((Number) state.get("fillfactor")).intValue() <= 70) {
      run.log().log(
          EventLog.Level.INFO,
          "fill factor is set",
          "on",
          "conflictvisitmaps",
          "percent",
          state.get("fillfactor"));
      return Counts.of("storage_changed", 0);
    }
    session.execute(sql.find("set_fillfactor"), Map.of());
    run.log().log(
        EventLog.Level.INFO,
        "fill factor set",
        "on",
        "conflictvisitmaps",
        "percent",
        70,
        "before",
        state.get("fillfactor"));
    if (Boolean.TRUE.equals(state.get("has_rows"))) {
      run.warn(
          "conflictvisitmaps has rows: pages that are full stay full until the table is rewritten"
              + " (VACUUM FULL, or pg_repack while people work)");
    }
    return Counts.of("storage_changed", 1);
  }
}
