package care.conflict.store;

import care.conflict.core.EventLog;
import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.statements.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Who keeps a session waiting. Another one asks while it waits: of who has given up the server
 * tells nothing any more.
 */
final class InTheWay implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Where the session comes from that asks. */
  interface Asking {
    Session open() throws SQLException;
  }

  private final Run run;
  private final Asking asking;
  private final ScheduledExecutorService eyes;
  private volatile String holders = "";

  InTheWay(Run run, Asking asking) {
    this.run = run;
    this.asking = asking;
    this.eyes =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "in-the-way");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** From now on it is looked for who keeps this server process waiting. */
  void of(long backend) {
    // look() throws nothing, so there is nothing to learn from the future
    var unused =
        eyes.scheduleWithFixedDelay(
            () -> look(backend), EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  private void look(long backend) {
    try (Session session = asking.open()) {
      String found =
          Statements.of(session, "store").rows("in_the_way", "backend", backend).stream()
              .map(InTheWay::told)
              .collect(Collectors.joining(", "));
      if (!found.isEmpty() && !found.equals(holders)) {
        run.log().log(EventLog.Level.INFO, "waiting", "because", "others hold it: " + found);
        holders = found;
      }
    } catch (SQLException | RuntimeException e) {
      run.log().log(EventLog.Level.DEBUG, "not known who is in the way");
    }
  }

  private static String told(Row holder) {
    return "pid %s (%s) of role %s%s"
        .formatted(
            holder.number("pid"),
            holder.text("application"),
            holder.text("role"),
            holder.findInstant("since").map(since -> ", since " + since).orElse(""));
  }

  /** Why what waited for them has not been done. */
  TaskFailure failure(String what, Duration most) {
    return TaskFailure.failed(
        "%s: held by others for %d minute(s)%s"
            .formatted(what, most.toMinutes(), holders.isEmpty() ? "" : ": " + holders),
        "Nothing of it is written. End that transaction (pg_terminate_backend), then run the task again.");
  }

  @Override
  public void close() {
    eyes.shutdownNow();
  }
}
