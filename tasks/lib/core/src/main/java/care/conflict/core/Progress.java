package care.conflict.core;

import care.conflict.core.parameters.Parameters;
import java.time.Duration;

/** Logs the progress of a long step: every batch of rows, but at most every two seconds. */
public final class Progress {
  private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

  private final Run run;
  private final String what;
  private final int batchSize;
  private final long begun = System.nanoTime();
  private long lastLogged = begun;
  private long rows;
  private long nextBatch;

  private Progress(Run run, String what) {
    this.run = run;
    this.what = what;
    this.batchSize = run.get(Parameters.BATCH_SIZE);
    this.nextBatch = batchSize;
  }

  /** Begins to count, at nothing. */
  public static Progress of(Run run, String what) {
    return new Progress(run, what);
  }

  /** So many rows more. Ends the task where it was told to stop. */
  public void add(long more) {
    rows += more;
    if (rows < nextBatch) {
      return;
    }
    nextBatch = rows + batchSize;
    run.checkStopped();
    long now = System.nanoTime();
    if (now - lastLogged >= QUIET_NANOS) {
      lastLogged = now;
      Duration elapsed = Duration.ofNanos(now - begun);
      run.log().log(
          EventLog.Level.INFO,
          "progress",
          "step",
          run.currentStep(),
          "what",
          what,
          "rows",
          rows,
          "rows_per_s",
          rows * 1000 / Math.max(1, elapsed.toMillis()),
          "elapsed_s",
          Run.seconds(elapsed));
    }
  }

  public long rows() {
    return rows;
  }
}
