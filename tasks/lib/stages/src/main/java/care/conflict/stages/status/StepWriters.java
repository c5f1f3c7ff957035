package care.conflict.stages.status;

import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.parameters.Window;
import care.conflict.store.Session;
import care.conflict.store.Slices;
import care.conflict.store.Statements;
import care.conflict.store.Writers;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who writes the steps: the task's own session, and others from the first that has parts for them. */
final class StepWriters implements AutoCloseable {
  private final Run run;
  private final Session own;
  private final Writers.Others others;
  private final Window window;
  private final Map<Session, Statements> statements = new ConcurrentHashMap<>();
  private @Nullable Writers several;

  StepWriters(Run run, Session own, Writers.Others others, Window window) {
    this.run = run;
    this.own = own;
    this.others = others;
    this.window = window;
  }

  /**
   * Those of a step with so many rows. Groups are written by one, in their order: who is killed and
   * begins anew gives the same numbers.
   */
  Writers of(Step step, long rows) throws SQLException {
    if (rows <= Slices.ROWS || step.isOfGroups()) {
      return Writers.alone(own);
    }
    if (several == null) {
      several = others.beside(own);
    }
    return several;
  }

  /** The statements of a step, sent by one of them. */
  Statements statements(Session writer) {
    return statements.computeIfAbsent(
        writer, it -> Statements.of(it, run.task()).given(window.values()));
  }

  /** The others are let go: after a failure, too, when what they are at is not known. */
  @Override
  public void close() {
    Writers gone = several;
    several = null;
    statements.clear();
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
