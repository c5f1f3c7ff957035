package care.conflict.status;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.StoreSql;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.StepSql;
import care.conflict.lock.DoneSteps;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The steps in the store: reads the window once, then writes, step by step, in slices. */
final class StatusWriter {
  private final Run run;
  private final Session session;
  private final StepSql sql;
  private final Map<String, String> window;
  private final DoneSteps done;
  private final boolean sparesReopened;

  StatusWriter(Run run, Session session, Window window, ChosenSteps chosen) throws SQLException {
    this.sparesReopened = chosen.resolveAndReopen();
    this.run = run;
    this.session = session;
    this.done = DoneSteps.of(run, session);
    this.sql = StoreSql.of(run, run.task());
    this.window = window.values();
  }

  /** Takes down what the steps decide by. */
  Counts readWindow() throws SQLException {
    session.execute(sql.find("sample_lightly"), Map.of());
    long rows = session.execute(sql.find("steps/read_window"), window);
    session.analyze("window_rows");
    if (done.has(ChosenSteps.RESOLVING)) {
      session.execute(sql.find("spare_noted"), work());
    }
    return Counts.of("rows_read", rows);
  }

  /** Takes a step that writes, unless an earlier try that did not come to its end has done it. */
  Counts take(Step step) throws SQLException {
    if (done.has(step.name())) {
      return Counts.of("updated", 0);
    }
    boolean spares = step.name().equals(ChosenSteps.RESOLVING) && sparesReopened;
    if (spares) {
      session.execute(sql.find("spare_reopened"), Map.of());
    }
    long updated = find(step) == 0 ? 0 : write(step);
    session.write(
        () -> {
          done.note(step.name());
          return spares ? session.execute(sql.find("note_spared"), work()) : 0;
        });
    if (step.name().equals("computed_reverse_uuid")) {
      warnOfLongNames();
    }
    return Counts.of("updated", updated);
  }

  private Map<String, String> work() {
    return Map.of("work", done.work());
  }

  private long find(Step step) throws SQLException {
    session.execute(sql.find("drop_candidates"), Map.of());
    Map<String, Object> values = new HashMap<>(window);
    values.put("slice_rows", Slices.ROWS);
    return session.execute(sql.find("candidates/" + step.name()), values);
  }

  /** In slices; the window is told what the statuses are now, whether or not all were written. */
  private long write(Step step) throws SQLException {
    try {
      return Slices.of(run, session, "candidates", step.writes())
          .write(
              slice -> session.execute(sql.find("steps/" + step.name()), values(slice)),
              rows -> rows);
    } finally {
      session.execute(
          sql.find(step.writes() == Slices.Kind.CONFLICTS ? "note_conflicts" : "note_rows"),
          Map.of());
    }
  }

  private Map<String, Object> values(Map<String, Integer> slice) {
    Map<String, Object> values = new HashMap<>(window);
    values.putAll(slice);
    return values;
  }

  /** A step has failed: those behind it are not done for good. */
  void stepFailed() {
    done.noteNoMore();
  }

  /** All steps had their turn: run again, the task takes them all anew. */
  void end() throws SQLException {
    done.forget();
  }

  private void warnOfLongNames() throws SQLException {
    long rows = session.numbers(sql.find("count_long_reverse_uuids"), Map.of()).get("rows");
    if (rows > 0) {
      run.warn(
          "%d map rows keep no ReverseUUID: made of their ids it is longer than its column"
              .formatted(rows));
    }
  }
}
