package care.conflict.store;

import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.SqlState;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a moment in which nobody is in the way, and holds up nobody for longer than a try; who
 * waited behind one has done before the next.
 */
public final class QuietMoment {
  private static final int TRIES = 60; // of two seconds each, by their statements' lock_timeout
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** What takes a lock that must wait for nobody for long. */
  public interface Work {
    void run() throws SQLException;
  }

  private QuietMoment() {}

  /** Does it, as often as somebody is in the way; the last error is thrown. */
  public static void await(Run run, Work work) throws SQLException {
    await(run, "table", TRIES, work);
  }

  /**
   * Likewise.
   *
   * @param what is in use where one has to wait
   * @param most how often it is tried
   */
  public static void await(Run run, String what, int most, Work work) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        work.run();
        return;
      } catch (SQLException e) {
        if (!SqlState.is(e, SqlState.LOCK) || tries >= most) {
          throw e;
        }
        run.log().log(EventLog.Level.INFO, "waiting", "because", "the " + what + " is in use");
        run.checkStopped();
        LockSupport.parkNanos(PAUSE_NANOS);
        run.checkStopped();
      }
    }
  }
}
