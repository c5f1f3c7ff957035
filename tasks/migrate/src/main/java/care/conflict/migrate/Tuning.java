package care.conflict.migrate;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import care.conflict.core.statements.Row;
import care.conflict.core.statements.StepSql;
import care.conflict.store.Session;
import care.conflict.store.tables.TableTuning;
import java.sql.SQLException;
import java.util.Map;

/** What the pipeline needs of the application's tables to be quick; nobody waits for it. */
final class Tuning {
  private static final int TRIES = 60; // of two seconds each

  private final Run run;
  private final Session session;
  private final StepSql sql;

  Tuning(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.sql = TableTuning.sql(run);
  }

  /** Makes the indexes that are missing, sets the fill factor, names the indexes that only cost. */
  Counts apply() throws SQLException {
    // Before the indexes: rows that move into a new page find its room.
    Counts done = setFillfactor();
    for (Row index : session.rows(sql.find("index_states"), Map.of())) {
      done = done.and("indexes_made", makeIndex(index) ? 1 : 0);
    }
    TableTuning.costs(run, session).forEach(run::warn);
    return done;
  }

  private boolean makeIndex(Row index) throws SQLException {
    String on = "%s (%s)".formatted(index.text("relation"), index.text("columns"));
    if (!index.isNull("present")) {
      run.log().log(EventLog.Level.INFO, "index is there", "on", on, "name", index.text("present"));
      return false;
    }
    String statement = index.text("statement");
    String name = TableTuning.index(statement);
    StepSql ofIndex = sql.with("index", name).with("relation", index.text("relation"));
    if (index.flag("partitioned")) {
      makeOnPartitions(ofIndex, statement, name);
    } else {
      make(ofIndex, statement);
    }
    run.log().log(EventLog.Level.INFO, "index made", "on", on, "name", name);
    return true;
  }

  private void make(StepSql ofIndex, String statement) throws SQLException {
    // An index that was interrupted stays, is of no use, and keeps its name.
    session.execute(ofIndex.find("drop_unfinished"), Map.of());
    session.execute(ofIndex.find(statement), Map.of());
  }

  /** One of a table with partitions cannot be made while others write; those of its parts can. */
  private void makeOnPartitions(StepSql ofIndex, String statement, String name)
      throws SQLException {
    for (Row part : session.rows(ofIndex.find("partitions"), Map.of("index", name))) {
      if (!part.flag("present")) {
        make(
            sql.with("schema", part.text("schema"))
                .with("relation", part.text("name"))
                .with("index", part.text("index")),
            statement);
      }
    }
    attach(ofIndex);
  }

  /** In a moment in which nobody is in the way, for which it waits a while. */
  private void attach(StepSql ofIndex) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        session.execute(ofIndex.find("attach_indexes"), Map.of());
        return;
      } catch (SQLException e) {
        if (!SqlState.is(e, SqlState.LOCK) || tries == TRIES) {
          throw e;
        }
        run.log().log(EventLog.Level.INFO, "waiting", "because", "the table is in use");
        run.checkStopped();
      }
    }
  }

  private Counts setFillfactor() throws SQLException {
    Row state = session.row(sql.find("fillfactor"), Map.of());
    if (state.number("fillfactor") <= TableTuning.HIGHEST_FILLFACTOR) {
      run.log().log(
          EventLog.Level.INFO,
          "fill factor is set",
          "on",
          "conflictvisitmaps",
          "percent",
          state.number("fillfactor"));
      return Counts.of("storage_changed", 0);
    }
    session.execute(sql.find("set_fillfactor"), Map.of());
    run.log().log(
        EventLog.Level.INFO,
        "fill factor set",
        "on",
        "conflictvisitmaps",
        "percent",
        TableTuning.HIGHEST_FILLFACTOR,
        "before",
        state.number("fillfactor"));
    if (state.flag("has_rows")) {
      run.warn(
          "conflictvisitmaps has rows: pages that are full stay full until the table is rewritten"
              + " (VACUUM FULL, or pg_repack while people work)");
    }
    return Counts.of("storage_changed", 1);
  }
}
