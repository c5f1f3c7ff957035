package care.conflict.status;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.StepSql;
import care.conflict.core.Window;
import care.conflict.store.DoneSteps;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.util.Map;

/** The steps in the store: reads the window once, then writes, a transaction a step. */
final class StatusWriter {
  private final Run run;
  private final Session session;
  private final StepSql sql;
  private final Map<String, String> window;
  private final DoneSteps done;

  StatusWriter(Run run, Session session, Window window) throws SQLException {
    this.run = run;
    this.session = session;
    this.done = DoneSteps.of(run, session);
    this.sql = Store.sql(run, run.task());
    this.window = window.values();
  }

  /** Takes down what the steps decide by. */
  Counts readWindow() throws SQLException {
    session.execute(sql.find("sample_lightly"), Map.of());
    long rows = session.execute(sql.find("read_window"), window);
    session.execute(sql.find("analyze_window"), Map.of());
    return Counts.of("rows_read", rows);
  }

  /** Takes a step that writes, unless an earlier try that did not come to its end has done it. */
  Counts take(Step step) throws SQLException {
    if (done.has(step.name())) {
      return Counts.of("updated", 0);
    }
    Counts written =
        session.write(
            () -> {
              if (step.way() == Step.Way.FINDS_AND_WRITES) {
                session.execute(sql.find("find_" + step.name()), window);
                session.execute(sql.find("analyze_candidates"), Map.of());
              }
              long updated = session.numbers(sql.find(step.name()), window).get("updated");
              done.note(step.name());
              return Counts.of("updated", updated);
            });
    if (step.name().equals("computed_reverse_uuid")) {
      warnOfLongNames();
    }
    return written;
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
