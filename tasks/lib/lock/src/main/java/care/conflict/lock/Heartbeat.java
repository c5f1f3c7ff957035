package care.conflict.lock;

import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.store.Session;
import care.conflict.store.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the lease while a task works, on a connection of its own, made for the first beat: a short
 * task needs none. Tells the task when the lease is lost.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Run run;
  private final Store store;
  private final long token;
  private final ScheduledExecutorService heart;

  /** Null until the first beat, and after one that failed. */
  private volatile @Nullable Session session;

  private Heartbeat(Run run, Store store, long token) {
    this.run = run;
    this.store = store;
    this.token = token;
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
            this::beat, INTERVAL.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  /** Beats for the holder of this token until it is closed. */
  public static Heartbeat start(Run run, Store store, long token) {
    return new Heartbeat(run, store, token);
  }

  private void beat() {
    if (run.stopReason() != null) {
      return;
    }
    try {
      if (session == null) {
        session = store.session();
      }
      if (!new RunLock(run, session).heartbeat(token)) {
        run.stop(FencingToken.lost());
      }
    } catch (Throwable e) { // whatever it is: what is thrown here would end all later beats
      // The next one may get through; if none does, the fence keeps the task from writing.
      run.log().log(EventLog.Level.WARN, "heartbeat failed", "error", e.getClass().getSimpleName());
      disconnect();
    }
  }

  private void disconnect() {
    Session broken = session;
    session = null;
    try {
      if (broken != null) {
        broken.close();
      }
    } catch (SQLException | RuntimeException e) {
      run.log().log(EventLog.Level.DEBUG, "connection gone");
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
    disconnect();
  }
}
