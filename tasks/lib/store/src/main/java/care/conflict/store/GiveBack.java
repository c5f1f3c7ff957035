package care.conflict.store;

import care.conflict.core.Run;
import java.sql.SQLException;

/** Returns what a holder of the lock took: cron job, flag, lock. */
public final class GiveBack {
  private GiveBack() {}

  /** The cron job as it was found, then flag and lock; false where the holder is another. */
  public static boolean all(Run run, RunLock lock, String holder) throws SQLException {
    LockState state = lock.state();
    if (!java.util.Objects.equals(holder, state.runId())) {
      return false;
    }
    cronJob(run, state);
    return lock.release(holder);
  }

  /** The cron job, if one is noted. A job that is gone is a warning. */
  public static void cronJob(Run run, LockState state) throws SQLException {
    if (state.cronJob().isPresent()) {
      try (CronJob cron = CronJob.open(run)) {
        cron.setActive(state.cronJob().get().id(), state.cronJob().get().active());
      }
    }
  }
}
