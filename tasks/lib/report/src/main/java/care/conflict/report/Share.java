package care.conflict.report;

import java.util.Locale;

/** A part of a bar, in percent of its width, as SVG attributes want it. */
record Share(double from, double size) {
  /** So narrow a part would not be seen. */
  private static final double LEAST = 0.5;

  static Share of(long from, long size, long whole) {
    return whole <= 0 ? new Share(0, 0) : new Share(100.0 * from / whole, 100.0 * size / whole);
  }

  boolean empty() {
    return size <= 0;
  }

  /** Wide enough for a word in it, also on a phone. */
  boolean holdsText() {
    return size >= 14;
  }

  String x() {
    return percent(Math.min(from, 100 - LEAST));
  }

  String width() {
    return percent(Math.max(size, LEAST));
  }

  String middle() {
    return percent(from + size / 2);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
