package care.conflict.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Ids of visits in one spelling, whichever database says them: lower case, with dashes. */
final class VisitIds {
  private VisitIds() {}

  /** Ids separated by commas. */
  static List<String> parse(String text) {
    return Arrays.stream(text.split(",", -1)).map(VisitIds::of).toList();
  }

  /** One id, with or without dashes. */
  static String of(String text) {
    String digits = text.strip().replace("-", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("no UUID");
    }
    return new UUID(
            Long.parseUnsignedLong(digits.substring(0, 16), 16),
            Long.parseUnsignedLong(digits.substring(16), 16))
        .toString();
  }
}
