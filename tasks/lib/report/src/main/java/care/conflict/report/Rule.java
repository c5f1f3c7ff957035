package care.conflict.report;

import care.conflict.core.statements.CsvResource;
import java.util.List;

/** A rule of detection: its column, and its name in words, which sql/rules/names.csv gives it. */
record Rule(String column, String words) {
  private static final List<Rule> ALL = read();

  /** In their order. */
  static List<Rule> all() {
    return ALL;
  }

  private static List<Rule> read() {
    return CsvResource.rows("sql/rules/names.csv").stream()
        .map(it -> new Rule(it.get(0), it.get(1)))
        .toList();
  }
}
