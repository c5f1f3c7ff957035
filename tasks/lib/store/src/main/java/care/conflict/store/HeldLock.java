package care.conflict.store;

import care.conflict.core.EventLog;
import care.conflict.core.ExitCode;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A writing task's hold on the run lock: that of its run, or, where the run holds none, its own for
 * as long as it works. Heartbeats keep the lease; when the lock is lost the task is told to stop.
 */
public final class HeldLock implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private final Run run;
  private final Store store;
  private final Session session;
  private final RunLock lock;
  private final long token;
  private final boolean own;
  private final ScheduledExecutorService heart;

  private HeldLock(Run run, Store store, Session session, RunLock lock, long token, boolean own) {
    this.run = run;
    this.store = store;
    this.session = session;
    this.lock = lock;
    this.token = token;
    this.own = own;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    // beat() throws nothing, so there is nothing to learn from the future
    var unused =
        heart.scheduleWithFixedDelay(
            this::beat, HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Joins the lock of the task's run, or takes it for the task alone. */
  public static HeldLock join(Run run, Store store) throws SQLException {
    Session session = store.session();
    try {
      RunLock lock = new RunLock(run, session);
      LockState state = lock.state();
      boolean joined = state.heldBy(run.runId()) && !run.task().equals(state.task());
      long token = joined ? state.token() : lock.acquire();
      return new HeldLock(run, store, session, lock, token, !joined);
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** A session whose transactions write only while this lock is held. */
  public Session session() throws SQLException {
    Session fenced = store.session();
    fenced.fencedBy(token);
    return fenced;
  }

  public RunLock lock() {
    return lock;
  }

  private void beat() {
    try {
      if (!lock.heartbeat(token)) {
        run.stop(
            new TaskFailure(
                ExitCode.LOCKED,
                "the run lock was taken over or released while the task was at work",
                "See `run_lock show` for who holds it now."));
      }
    } catch (SQLException | RuntimeException e) {
      // The next one may get through; if none does, the fence keeps the task from writing.
      run.log().log(EventLog.Level.WARN, "heartbeat failed", "error", e.getClass().getSimpleName());
    }
  }

  /** Gives back what the task took by itself: cron job, flag and lock. */
  @Override
  public void close() throws SQLException {
    heart.shutdownNow();
    try (Session closing = store.closingSession()) {
      if (own) {
        GiveBack.all(run, new RunLock(run, closing), run.runId());
      }
    } finally {
      session.close();
    }
  }
}
