package care.conflict.stages.status;

import care.conflict.core.Counts;
import care.conflict.core.DatabaseError;
import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.parameters.Window;
import care.conflict.core.statements.Row;
import care.conflict.lock.DoneSteps;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.SpreadSlices;
import care.conflict.store.Statements;
import care.conflict.store.Writers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The steps in the store: reads the window once, then writes, step by step, in slices. */
final class StatusWriter implements AutoCloseable {
  private final Run run;
  private final Session session;
  private final StepWriters writers;
  private final Statements statements;
  private final DoneSteps done;
  private final boolean sparesReopened;
  private final boolean computesAll;

  /** What was computed by one statement for several steps: the rows by step. */
  private final Map<String, Long> computed = new HashMap<>();

  private boolean allComputed;

  StatusWriter(
      Run run, Session session, Writers.Others others, Window window, ChosenSteps chosen)
      throws SQLException {
    this.sparesReopened = chosen.resolveAndReopen();
    this.run = run;
    this.session = session;
    this.writers = new StepWriters(run, session, others, window);
    this.done = DoneSteps.of(run, session);
    this.computesAll = chosen.computesRows() && Step.OF_A_ROW.stream().noneMatch(done::has);
    this.statements =
        Statements.of(session, run.task()).given(window.values()).given("work", done.work());
  }

  /** Takes down what the steps decide by. */
  Counts readWindow() throws SQLException {
    statements.execute("sample_lightly");
    long rows = statements.execute("steps/read_window");
    session.analyze("window_rows");
    if (done.has(ChosenSteps.RESOLVING)) {
      statements.execute("spare_noted");
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
      statements.execute("spare_reopened");
    }
    Counts looked =
        step.isOfGroups()
            ? Counts.of("rows_looked_at", new Groups(session, statements).workOut())
            : Counts.NONE;
    long updated = step.isOfARow() ? compute(step) : findAndWrite(step);
    session.write(
        () -> {
          done.note(step.name());
          return spares ? statements.execute("note_spared") : 0;
        });
    if (step.name().equals("computed_reverse_uuid")) {
      warnOfLongNames();
    }
    return looked.and("updated", updated);
  }

  private long findAndWrite(Step step) throws SQLException {
    String statement = "steps/" + step.name();
    return write(
        step,
        find(step.name()),
        (writer, slice) -> writers.statements(writer).execute(statement, "slice", slice),
        rows -> rows);
  }

  private long find(String name) throws SQLException {
    statements.execute("drop_candidates");
    return statements.execute("candidates/" + name, "slice_rows", Slices.ROWS);
  }

  /** In slices; the window is told what the statuses are now, whether or not all were written. */
  private <T> long write(
      Step step, long candidates, SpreadSlices.Work<T> work, ToLongFunction<T> written)
      throws SQLException {
    if (candidates == 0) {
      return 0;
    }
    Slices.Kind kind = step.writes();
    try {
      SpreadSlices slices =
          SpreadSlices.of(run, writers.of(step, candidates), "candidates", kind);
      return (step.isRemembered() ? slices : slices.unremembered()).write(work, written);
    } finally {
      statements.execute(kind == Slices.Kind.CONFLICTS ? "note_conflicts" : "note_rows");
    }
  }

  /**
   * What is computed from a row alone. The first step does it for all of them, so that a row is
   * written once; where that fails, each does its own, so that only what is broken has failed.
   */
  private long compute(Step step) throws SQLException {
    if (computesAll && step.name().equals(Step.OF_A_ROW.get(0))) {
      try {
        computeRows(step);
        allComputed = true;
      } catch (SQLException e) {
        if (DatabaseError.isLostConnection(e) || session.isInTransaction()) {
          throw e;
        }
        run.checkStopped();
        writers.close();
        run.log().log(EventLog.Level.INFO, "computed step by step", "why", run.told(e));
      }
    }
    long rows = computed.getOrDefault(step.name(), 0L);
    return allComputed ? rows : rows + findAndWrite(step);
  }

  private void computeRows(Step first) throws SQLException {
    write(
        first,
        find("computed_columns"),
        (writer, slice) -> writers.statements(writer).row("steps/computed_columns", "slice", slice),
        this::countByStep);
  }

  private long countByStep(Row written) {
    written.numbers().forEach((step, rows) -> computed.merge(step, rows, Long::sum));
    return written.numbers().values().stream().mapToLong(Long::longValue).sum();
  }

  /** A step has failed: those behind it are not done for good. */
  void stepFailed() {
    done.noteNoMore();
    writers.close();
  }

  /** All steps had their turn: run again, the task takes them all anew. */
  void end() throws SQLException {
    done.forget();
  }

  @Override
  public void close() {
    writers.close();
  }

  private void warnOfLongNames() throws SQLException {
    long rows = statements.row("count_long_reverse_uuids").number("rows");
    if (rows > 0) {
      run.warn(
          "%d map rows keep no ReverseUUID: made of their ids it is longer than its column"
              .formatted(rows));
    }
  }
}
