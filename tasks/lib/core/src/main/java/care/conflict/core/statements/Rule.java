package care.conflict.core.statements;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A rule of detection: its number from 1, its column, and its name in words, which
 * sql/rules/names.csv gives it.
 */
public record Rule(int number, String column, String words) {
  private static final List<Rule> ALL = read();

  /** In their order. */
  public static List<Rule> all() {
    return ALL;
  }

  private static List<Rule> read() {
    List<List<String>> lines = CsvResource.rows("sql/rules/names.csv");
    return IntStream.range(0, lines.size())
        .mapToObj(i -> new Rule(i + 1, lines.get(i).get(0), lines.get(i).get(1)))
        .toList();
  }
}
