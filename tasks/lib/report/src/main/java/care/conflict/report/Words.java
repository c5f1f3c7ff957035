package care.conflict.report;

import care.conflict.core.Redaction;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers, times and texts as people read them. */
public final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Words() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A decimal number that came as text, with as many places as it has; what is none stays. */
  static String decimal(String number) {
    try {
      BigDecimal decimal = new BigDecimal(number);
      return String.format(Locale.ROOT, "%,." + Math.max(0, decimal.scale()) + "f", decimal);
    } catch (NumberFormatException e) {
      return plain(number);
    }
  }

  /** A price, with its cents also where it is 0. */
  static String money(String number) {
    try {
      BigDecimal money = new BigDecimal(number);
      return decimal(money.setScale(Math.max(2, money.scale())).toPlainString());
    } catch (NumberFormatException e) {
      return plain(number);
    }
  }

  /** A sum or a measure: whole from a hundred on, else with a tenth where it has one. */
  static String amount(double number) {
    return String.format(
        Locale.ROOT, Math.abs(number) < 100 && number % 1 != 0 ? "%,.1f" : "%,.0f", number);
  }

  /** With its sign; a real minus. */
  static String difference(long number) {
    return number == 0 ? "0" : (number > 0 ? "+" : "−") + number(Math.abs(number));
  }

  static String percent(long part, long whole) {
    double percent = whole == 0 ? 0 : 100.0 * part / whole;
    if (part > 0 && percent < 0.1) {
      return "< 0.1%";
    }
    if (part < whole && percent > 99.9) {
      return "> 99.9%";
    }
    return String.format(Locale.ROOT, "%.1f%%", percent);
  }

  /** Two units at most: 0.4 s, 42 s, 3 min 20 s, 1 h 5 min. */
  static String duration(Duration duration) {
    if (duration.toMillis() < 9_950) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
    }
    long seconds = Math.round(duration.toMillis() / 1000.0);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }

  public static String time(Instant time) {
    return TIME.format(time);
  }

  static String counted(long number, String one, String many) {
    return number(number) + " " + (number == 1 ? one : many);
  }

  /** Counts in a line, without those that are 0. */
  static String rows(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .map(entry -> number(entry.getValue()) + " " + entry.getKey().replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  /** With a capital and a full stop. */
  static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT)
        + text.substring(1)
        + (text.endsWith(".") ? "" : ".");
  }

  /** A text of another's making on one line, without what could be an SSN. */
  static String plain(String text) {
    return Redaction.withoutSsns(Redaction.onOneLine(text));
  }
}
