package care.conflict.report;

import java.util.Locale;

/** The statuses of a conflict, in the order of their life. */
enum StatusFlag {
  N("new"),
  U("updated"),
  R("resolved"),
  D("deleted"),
  W("whitelisted"),
  I("ignored");

  private final String words;

  StatusFlag(String words) {
    this.words = words;
  }

  static String words(String flag) {
    for (StatusFlag known : values()) {
      if (known.name().equals(flag)) {
        return known.words;
      }
    }
    return flag.isEmpty() ? "no status" : "unknown status";
  }

  /** The name of its colour in the style sheet. */
  static String colour(String flag) {
    return "NURDWI".contains(flag) && flag.length() == 1
        ? "flag-" + flag.toLowerCase(Locale.ROOT)
        : "flag-other";
  }
}
