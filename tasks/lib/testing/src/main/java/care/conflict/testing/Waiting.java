package care.conflict.testing;

import java.util.function.BooleanSupplier;

/** Tests that wait for what other processes do. */
public final class Waiting {
  private static final int TENTHS = 600;

  private Waiting() {}

  /** Waits for a condition, a minute at most. */
  public static void awaitTrue(BooleanSupplier condition) {
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      if (tries == TENTHS) {
        throw new AssertionError("still not so after " + TENTHS / 10 + " seconds");
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
