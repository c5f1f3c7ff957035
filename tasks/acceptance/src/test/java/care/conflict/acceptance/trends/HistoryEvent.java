package care.conflict.acceptance.trends;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A row of pipeline_history; what is not said is null.
 *
 * @param row of conflictvisitmaps
 * @param rules its flags that are Y after the event
 * @param changes as JSON
 */
record HistoryEvent(
    Instant at,
    long id,
    Long row,
    String run,
    String step,
    String what,
    String before,
    String after,
    String payer,
    String provider,
    List<String> rules,
    BigDecimal amount,
    Instant openedAt,
    String changes) {

  /** Whether a row with this status is open, as the specification has it. */
  static boolean isOpen(String status) {
    return status == null || !List.of("R", "D", "W", "I").contains(status);
  }

  boolean openBefore() {
    return !what.equals("found") && isOpen(before);
  }

  boolean openAfter() {
    return isOpen(after);
  }
}
