package care.conflict.core.source;

import java.time.Duration;
import java.util.Locale;

/** Numbers and ages as people read them. */
final class SourceWords {
  private SourceWords() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A median, which may have a half. */
  static String number(double number) {
    return String.format(Locale.ROOT, number == Math.rint(number) ? "%,.0f" : "%,.1f", number);
  }

  /** 31 h, or 31 h 20 min. */
  static String age(Duration age) {
    return age.toHours()
        + " h"
        + (age.toMinutesPart() == 0 ? "" : " " + age.toMinutesPart() + " min");
  }
}
