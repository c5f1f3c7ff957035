package care.conflict.report;

import care.conflict.core.statements.Rule;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Trends to report about, as trends.json tells them. */
final class SampleTrends {
  private static final YearMonth LAST = YearMonth.of(2026, 11);
  private static final int MONTHS = 18;

  private SampleTrends() {}

  /** A list that grows, with two months without a run, begun in the third of eighteen. */
  static Map<String, Object> growing() {
    Map<String, Object> trends = new LinkedHashMap<>();
    trends.put("clicks_noted", true);
    trends.put("months", months(1));
    trends.put(
        "by_rule",
        List.of(line("SameSchTimeFlag", 0.41), line("DistanceFlag", 0.05), line("NewFlag", 0.01)));
    trends.put(
        "by_payer", List.of(line("a0000000-0000-4000-8000-000000000001", 0.3), line("", 0.02)));
    trends.put("by_provider", List.of(line("b0000000-0000-4000-8000-000000000001", 0.2)));
    return trends;
  }

  /** With as many lines as there are. */
  static Map<String, Object> full() {
    Map<String, Object> trends = growing();
    trends.put("by_rule", Rule.all().stream().map(rule -> line(rule.column(), 0.1)).toList());
    trends.put("by_payer", ten("a0000000-0000-4000-8000-0000000000%02d"));
    trends.put("by_provider", ten("b0000000-0000-4000-8000-0000000000%02d"));
    return trends;
  }

  private static List<Map<String, Object>> ten(String key) {
    return IntStream.rangeClosed(1, 10).mapToObj(it -> line(key.formatted(it), 0.1)).toList();
  }

  private static Map<String, Object> line(String key, double part) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("key", key);
    line.put("months", months(part));
    return line;
  }

  private static List<Map<String, Object>> months(double part) {
    List<Map<String, Object>> months = new ArrayList<>();
    for (int i = 0; i < MONTHS; i++) {
      boolean ran = i >= 2 && i != 7 && i != 8;
      months.add(month(LAST.minusMonths(MONTHS - 1L - i).toString(), ran, i, part));
    }
    return months;
  }

  /** One month; its figures grow with its number, not in a line. */
  static Map<String, Object> month(String name, boolean ran, int number, double of) {
    double part = of * (1 + 0.12 * Math.sin(2.3 * number));
    Map<String, Object> month = new LinkedHashMap<>();
    month.put("month", name);
    month.put("ran", ran);
    if (ran) {
      month.put("open_at_start", part(part, 60_000 + 2_600 * number));
      month.put(
          "open_by_days",
          counts(
              part,
              "0-6=%d 7-29=%d 30-59=%d 60-89=%d 90+=%d unknown=40"
                  .formatted(
                      9_000 + 200 * number,
                      17_000 + 300 * number,
                      13_000 + 400 * number,
                      7_960 + 500 * number,
                      13_000 + 1_200 * number)));
      month.put("found", part(part, 31_000 + 700 * number));
      month.put("reopened", part(part, 1_200 + 40 * number));
      month.put(
          "closed_by",
          counts(
              part,
              "stale=%d missed=2100 cascade=%d deleted=900 person=%d other=12"
                  .formatted(19_000 + 450 * number, 3_000 + 60 * number, 4_000 + 90 * number)));
      month.put("open_at_end", part(part, 62_600 + 2_600 * number));
      month.put("days_median", 6.5 + 0.4 * number + Math.sin(2.1 * number));
      month.put("days_p90", 31.2 + 1.1 * number + 4 * Math.sin(1.7 * number));
      month.put("amount_opened", part * (1_900_000.5 + 60_000 * number));
      month.put("amount_closed", part * (1_500_000.25 + 30_000 * number));
    }
    return month;
  }

  private static long part(double part, long whole) {
    return Math.round(part * whole);
  }

  private static Map<String, Object> counts(double part, String text) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (String count : text.split(" ", -1)) {
      String[] parts = count.split("=", 2);
      counts.put(parts[0], part(part, Long.parseLong(parts[1])));
    }
    return counts;
  }
}
