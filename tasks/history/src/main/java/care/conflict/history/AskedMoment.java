package care.conflict.history;

import care.conflict.core.TaskFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A moment as a person writes it down: a day stands for its end, in UTC. */
final class AskedMoment {
  private AskedMoment() {}

  static Instant of(String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw TaskFailure.misused(
          "--as-of (command line): %s is no day of the calendar".formatted(text),
          "Name a day, 2026-03-10, or a moment, 2026-03-10T17:00:00Z.");
    }
  }
}
