package care.conflict.migrate;

import care.conflict.core.Counts;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.statements.Row;
import care.conflict.store.QuietMoment;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.tables.TableTuning;
import java.sql.SQLException;

/** What the pipeline needs of the application's tables to be quick; nobody waits for it. */
final class Tuning {
  private final Run run;
  private final Session session;
  private final Statements statements;

  Tuning(Run run, Session session) {
    this.run = run;
    this.session = session;
    this.statements = TableTuning.statements(session);
  }

  /** Makes the indexes that are missing, sets the fill factor, names the indexes that only cost. */
  Counts apply() throws SQLException {
    // Before the indexes: rows that move into a new page find its room.
    Counts done = setFillfactor();
    for (Row index : statements.rows("index_states")) {
      done = done.and("indexes_made", makeIndex(index) ? 1 : 0);
    }
    TableTuning.costs(session).forEach(run::warn);
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
    Statements ofIndex = statements.with("index", name).with("relation", index.text("relation"));
    if (index.flag("partitioned")) {
      makeOnPartitions(ofIndex, statement, name);
    } else {
      make(ofIndex, statement);
    }
    run.log().log(EventLog.Level.INFO, "index made", "on", on, "name", name);
    return true;
  }

  private void make(Statements ofIndex, String statement) throws SQLException {
    // An index that was interrupted stays, is of no use, and keeps its name.
    ofIndex.execute("drop_unfinished");
    ofIndex.execute(statement);
  }

  /** One of a table with partitions cannot be made while others write; those of its parts can. */
  private void makeOnPartitions(Statements ofIndex, String statement, String name)
      throws SQLException {
    for (Row part : ofIndex.rows("partitions", "index", name)) {
      if (!part.flag("present")) {
        make(
            statements
                .with("schema", part.text("schema"))
                .with("relation", part.text("name"))
                .with("index", part.text("index")),
            statement);
      }
    }
    attach(ofIndex);
  }

  /** In a moment in which nobody is in the way, for which it waits a while. */
  private void attach(Statements ofIndex) throws SQLException {
    QuietMoment.await(run, () -> ofIndex.execute("attach_indexes"));
  }

  private Counts setFillfactor() throws SQLException {
    Row state = statements.row("fillfactor");
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
    statements.execute("set_fillfactor");
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
