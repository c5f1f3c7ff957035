package care.conflict.store;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a task waits for what others hold, holding nothing meanwhile: as long as one of its
 * statements may take, or as it is told.
 */
public final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Run run;
  private final long end;
  private long pause = FIRST_PAUSE.toNanos();

  Patience(Run run) {
    this(run, minutes(run));
  }

  public Patience(Run run, Duration most) {
    this.run = run;
    this.end = System.nanoTime() + most.toNanos();
  }

  static Duration minutes(Run run) {
    return Duration.ofMinutes(run.get(Parameters.STATEMENT_TIMEOUT_MINUTES));
  }

  public boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** Pauses a little, by chance how long, so that two who met do not meet again. */
  public void pause() {
    run.checkStopped();
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause / 2, pause));
    pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
    run.checkStopped();
  }
}
