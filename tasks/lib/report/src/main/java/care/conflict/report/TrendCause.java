package care.conflict.report;

import java.util.Locale;

/** Why rows were closed. */
enum TrendCause {
  STALE("not found again"),
  MISSED("a visit was missed"),
  CASCADE("its conflict was over"),
  DELETED("a visit was deleted"),
  PERSON("by a person"),
  OTHER("otherwise");

  private final String words;

  TrendCause(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** As in trends.json. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its colour in the style sheet. */
  String colour() {
    return "cause-" + key();
  }
}
