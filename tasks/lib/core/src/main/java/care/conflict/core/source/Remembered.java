package care.conflict.core.source;

import java.util.Set;
import java.util.UUID;

/**
 * What the store knows that the source is judged by.
 *
 * @param excluded agencies that people leave out
 * @param openEvents stored in-service rows of the window that a cleanup could resolve
 */
public record Remembered(UsualVisits usual, Set<UUID> excluded, long openEvents) {
  /** Where there is no store to ask. */
  public static final Remembered NOTHING = new Remembered(UsualVisits.NONE, Set.of(), 0);
}
