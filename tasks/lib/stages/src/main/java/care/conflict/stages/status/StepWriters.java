package care.conflict.stages.status;

import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.SpreadSlices;
import care.conflict.store.Statements;
import care.conflict.store.Writers;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a step and writes them, in slices: by the task's own session, and by others
 * from the first step on that has parts for them.
 */
final class StepWriters implements AutoCloseable {
  /** Writes a slice by these statements, which are a session's. */
  interface Work<T> {
    T write(Statements by, int slice) throws SQLException;
  }

  private final Run run;
  private final Session own;
  private final Writers.Others others;
  private final Map<String, ?> values;
  private final Map<Session, Statements> statements = new ConcurrentHashMap<>();
  private @Nullable Writers several;

  /** The statements know these values of parameters. */
  StepWriters(Run run, Session own, Writers.Others others, Map<String, ?> values) {
    this.run = run;
    this.own = own;
    this.others = others;
    this.values = values;
  }

  /** Those of a session. */
  Statements statements(Session writer) {
    return statements.computeIfAbsent(writer, it -> Statements.of(it, run.task()).given(values));
  }

  /** Leaves the candidates of a statement in a temporary table; returns how many. */
  long find(String name) throws SQLException {
    statements(own).execute("drop_candidates");
    return statements(own).execute("candidates/" + name, "slice_rows", Slices.ROWS);
  }

  /** The candidates of a step, as its statement says; returns the rows. */
  long write(Step step, long candidates) throws SQLException {
    String statement = "steps/" + step.name();
    return write(
        step, candidates, (by, slice) -> by.execute(statement, "slice", slice), rows -> rows);
  }

  /**
   * In slices; where the step writes statuses, the window is told what they are now, whether or not
   * all were written.
   */
  <T> long write(Step step, long candidates, Work<T> work, ToLongFunction<T> written)
      throws SQLException {
    if (candidates == 0) {
      return 0;
    }
    Slices.Kind kind = step.writes();
    try {
      SpreadSlices slices = SpreadSlices.of(run, writers(candidates), "candidates", kind);
      return (step.isRemembered() ? slices : slices.unremembered())
          .write((writer, slice) -> work.write(statements(writer), slice), written);
    } finally {
      if (!step.isComputed()) {
        statements(own).execute(kind == Slices.Kind.CONFLICTS ? "note_conflicts" : "note_rows");
      }
    }
  }

  private Writers writers(long rows) throws SQLException {
    if (rows <= Slices.ROWS) {
      return Writers.alone(own);
    }
    if (several == null) {
      several = others.beside(own);
    }
    return several;
  }

  /** The others are let go: after a failure, too, when what they are at is not known. */
  @Override
  public void close() {
    Writers gone = several;
    several = null;
    statements.keySet().removeIf(session -> !session.equals(own));
    if (gone != null) {
      try {
        gone.close();
      } catch (SQLException e) {
        // The connection is gone, and with it what it carried.
        run.log().log(EventLog.Level.DEBUG, "connection gone");
      }
    }
  }
}
