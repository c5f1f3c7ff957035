package care.conflict.lock;

import care.conflict.core.Run;
import java.sql.SQLException;
import java.util.List;

/** Returns what a holder of the lock took: cron job, flag, lock. */
public final class GiveBack {
  private GiveBack() {}

  /**
   * The cron job as it was found, then flag and lock, also where the cron job cannot be given back;
   * false where another token is in force.
   */
  public static boolean all(Run run, RunLock lock, long token) throws SQLException {
    LockState state = lock.state();
    if (state.token() != token) {
      return false;
    }
    try {
      cronJob(run, lock, state);
    } catch (Throwable e) {
      lock.release(token);
      throw e;
    }
    return lock.release(token);
  }

  /**
   * The cron job, if one is noted, or more; noted until all are given back. A job that is gone is a
   * warning. Nothing is done where the lock has changed hands since.
   */
  public static void cronJob(Run run, RunLock lock, LockState state) throws SQLException {
    if (state.cronJobs().isEmpty()) {
      return;
    }
    try (CronJob cron = CronJob.open(run, state.token())) {
      // Who takes over from here on ends this connection. Who did before, as while this task slept,
      // has switched the jobs off for a run of its own.
      if (lock.state().token() != state.token()) {
        return;
      }
      for (CronJob.Job job : state.cronJobs()) {
        if (!cron.setActive(job)) {
          run.warn("pg_cron has no job %d any more; nothing to give back".formatted(job.id()));
        }
      }
    }
    lock.noteCronJobs(state.token(), List.of());
  }
}
