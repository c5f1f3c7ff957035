package care.conflict.core.statements;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A rule of detection: its number from 1, its column, and its name in words, which
 * sql/rules/names.csv gives it.
 */
public record Rule(int number, String column, String words) {
  /** What is beside the rules: a visit during an in-service event of the same person. */
  public static final Rule IN_SERVICE = new Rule(0, "InServiceFlag", "During an in-service event");

  private static final List<Rule> ALL = read();

  /** In their order. */
  public static List<Rule> all() {
    return ALL;
  }

  /** The one, in-service conflicts included, whose column this is. */
  public static Optional<Rule> of(String column) {
    return Stream.concat(ALL.stream(), Stream.of(IN_SERVICE))
        .filter(rule -> rule.column.equals(column))
        .findFirst();
  }

  private static List<Rule> read() {
    List<List<String>> lines = CsvResource.rows("sql/rules/names.csv");
    return IntStream.range(0, lines.size())
        .mapToObj(i -> new Rule(i + 1, lines.get(i).get(0), lines.get(i).get(1)))
        .toList();
  }
}
