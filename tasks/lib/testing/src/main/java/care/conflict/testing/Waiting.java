package care.conflict.testing;

import java.util.function.BooleanSupplier;

/** Tests that wait for what other processes do. */
public final class Waiting {
  /**
   * Longer than anything takes that does not hang, also on a machine with thirty other processes: a
   * test that promises a time says its own.
   */
  public static final int LONG_SECONDS = 600;

  private Waiting() {}

  /** Waits for a condition, {@link #LONG_SECONDS} at most. */
  public static void awaitTrue(BooleanSupplier condition) {
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      if (tries == 10 * LONG_SECONDS) {
        throw new AssertionError("still not so after " + LONG_SECONDS + " seconds");
      }
      pause(100);
    }
  }

  /** Sleeps. */
  public static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
