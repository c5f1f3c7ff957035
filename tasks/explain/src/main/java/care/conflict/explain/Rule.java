package care.conflict.explain;

import care.conflict.core.statements.CsvResource;
import care.conflict.core.statements.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A rule: its number, its column, its name in words (sql/rules/names.csv). */
record Rule(int number, String column, String words) {
  private static final List<Rule> ALL = read();

  static List<Rule> all() {
    return ALL;
  }

  private static List<Rule> read() {
    List<List<String>> lines = CsvResource.rows("sql/rules/names.csv");
    return IntStream.range(0, lines.size())
        .mapToObj(i -> new Rule(i + 1, lines.get(i).get(0), lines.get(i).get(1)))
        .toList();
  }

  /** Whether it holds, as the rules' statement says. */
  boolean holds(Row pair) {
    return pair.text(column).equals("Y");
  }

  Map<String, Object> json(Row pair) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", number);
    json.put("flag", column);
    json.put("name", words);
    json.put("holds", holds(pair));
    return json;
  }
}
