package care.conflict.lock;

import care.conflict.core.Run;
import care.conflict.core.TaskFailure;
import care.conflict.core.parameters.Parameters;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks whether a run's id was an earlier run's, whose noted "now" would count for this one. A run
 * that is tried again, days later too, has the date that it had.
 */
public final class UsedRunId {
  /** By how much the clocks of Airflow and of the databases may differ. */
  private static final Duration CLOCKS = Duration.ofDays(1);

  /** So long after a run was made its tasks are still tried again, by hand and by its id alone. */
  private static final Duration TRIES = Duration.ofDays(7);

  private static final String ADVICE =
      "Start the run with an id of its own: what is looked at goes by the \"now\" of the run.";

  private UsedRunId() {}

  /**
   * Fails where "now" is noted from before the run was made; warns where nobody says when that was,
   * and it was long ago.
   */
  public static void check(Run run, RunLock lock) throws SQLException {
    Optional<Instant> noted = lock.notedNow();
    Optional<Instant> made = run.configuration().find(Parameters.RUN_DATE);
    if (noted.isEmpty()) {
      return;
    }
    String found = "run id %s was used before, \"now\" is %s".formatted(run.runId(), noted.get());
    if (made.isPresent()) {
      if (noted.get().isBefore(made.get().minus(CLOCKS))) {
        throw TaskFailure.misused(
            "%s; this run was made at %s".formatted(found, made.get()), ADVICE);
      }
    } else {
      Instant today = lock.clock();
      if (noted.get().isBefore(today.minus(TRIES))) {
        run.warn("%s, and it is %s. %s".formatted(found, today, ADVICE));
      }
    }
  }
}
