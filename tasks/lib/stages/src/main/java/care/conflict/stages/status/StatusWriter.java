package care.conflict.stages.status;

import care.conflict.core.Counts;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Window;
import care.conflict.detection.Cleanup;
import care.conflict.lock.DoneSteps;
import care.conflict.store.Session;
import care.conflict.store.Statements;
import care.conflict.store.Writers;
import java.sql.SQLException;
import java.util.Optional;

/** The steps in the store: reads the window once, then writes, step by step, in slices. */
final class StatusWriter implements AutoCloseable {
  private final Run run;
  private final Session session;
  private final StepWriters writers;
  private final Statements statements;
  private final DoneSteps done;
  private final ComputedColumns computed;
  private final boolean sparesReopened;

  StatusWriter(Run run, Session session, Writers.Others others, Window window, ChosenSteps chosen)
      throws SQLException {
    this.sparesReopened = chosen.resolveAndReopen();
    this.session = session;
    this.done = DoneSteps.of(run, session);
    this.writers = new StepWriters(run, session, others, window.values());
    this.statements = writers.statements(session).given("work", done.work());
    this.run = run;
    this.computed = new ComputedColumns(run, session, writers, done, chosen);
  }

  /** Takes down what the steps decide by. */
  Counts readWindow() throws SQLException {
    statements.execute("sample_lightly");
    long rows = statements.execute("steps/read_window");
    session.analyze("window_rows");
    computed.windowHas(rows);
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
    Counts counts =
        Counts.of(
            "updated", step.isComputed() ? computed.take(step) : writers.write(step, found(step)));
    session.write(
        () -> {
          done.note(step.name());
          return spares ? statements.execute("note_spared") : 0;
        });
    if (step.name().equals("computed_reverse_uuid")) {
      warnOfLongNames();
    }
    return step.isOfGroups() ? counts.and("rows_looked_at", computed.looked()) : counts;
  }

  /** What a step is to write; an error where it would resolve implausibly much (spec: gate). */
  private long found(Step step) throws SQLException {
    long found = writers.find(step.name());
    if (step.resolvesByAbsence()) {
      statements.execute("find_marked");
      Optional<TaskFailure> tooMuch =
          new Cleanup(run, session, Optional.empty())
              .tooMuch(() -> statements.row("count_open").number("scope"));
      if (tooMuch.isPresent()) {
        throw tooMuch.get();
      }
    }
    return found;
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
