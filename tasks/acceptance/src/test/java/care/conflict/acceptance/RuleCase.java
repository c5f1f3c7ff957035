package care.conflict.acceptance;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A line of sql/rules/cases.csv: two visits, and what the rules say about them. */
record RuleCase(int number, Map<String, String> values) {

  static List<RuleCase> all() {
    List<Map<String, String>> lines = Csv.read(Command.root().resolve("sql/rules/cases.csv"));
    return IntStream.range(0, lines.size()).mapToObj(i -> new RuleCase(i, lines.get(i))).toList();
  }

  /** The cases that need the same settings and speeds. */
  static List<RuleCase> ofVariant(String variant) {
    return all().stream().filter(c -> c.values.get("variant").equals(variant)).toList();
  }

  String name() {
    return values.get("name");
  }

  String flags() {
    return values.get("flags");
  }

  boolean isStored() {
    return flags().contains("Y") && values.get("dropped").equals("N");
  }

  /** The id of the first or second visit. */
  String visitId(boolean first) {
    return "%08d-0000-4000-8000-%012d".formatted(number, first ? 1 : 2);
  }

  Contents.PairId pair(boolean inOrder) {
    return Contents.PairId.of(visitId(inOrder), visitId(!inOrder));
  }

  String side(boolean first, String name) {
    return values.get((first ? "a_" : "b_") + name);
  }

  @Override
  public String toString() {
    return name();
  }
}
