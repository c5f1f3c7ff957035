package care.conflict.store;

import care.conflict.core.Run;
import care.conflict.core.parameters.Parameters;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a task waits for what others hold: as long as one of its statements may take, holding
 * nothing meanwhile.
 */
final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Run run;
  private final long end;
  private long pause = FIRST_PAUSE.toNanos();

  Patience(Run run) {
    this.run = run;
    this.end = System.nanoTime() + minutes(run).toNanos();
  }

  static Duration minutes(Run run) {
    return Duration.ofMinutes(run.get(Parameters.STATEMENT_TIMEOUT_MINUTES));
  }

  boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /** Pauses a little, by chance how long, so that two who met do not meet again. */
  void pause() {
    run.checkStopped();
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause / 2, pause));
    pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
    run.checkStopped();
  }
}
