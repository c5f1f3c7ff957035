package care.conflict.report;

import java.util.Locale;

/** For how many days a row has been open. */
enum OpenDays {
  WEEK("0-6"),
  MONTH("7-29"),
  TWO_MONTHS("30-59"),
  THREE_MONTHS("60-89"),
  LONGER("90+"),
  UNKNOWN("unknown");

  private final String key;

  OpenDays(String key) {
    this.key = key;
  }

  /** As in trends.json. */
  String key() {
    return key;
  }

  String words() {
    return this == UNKNOWN ? "not known" : key.replace('-', '–') + " days";
  }

  /** The name of its colour in the style sheet. */
  String colour() {
    return "days-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
