package care.conflict.acceptance.cases;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Spec;
import care.conflict.testing.Checkout;
import care.conflict.testing.Csv;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** A line of sql/rules/cases.csv: two visits, and what the rules say about them. */
public record RuleCase(int number, Map<String, String> values) {

  private static final Map<String, String> COLUMNS =
      Map.of(
          "miles", "DistanceMilesFromLatLng",
          "mph", "AverageMilesPerHour",
          "minutes", "ETATravelMinutes",
          "gap", "MinuteDiffBetweenSch");

  static List<RuleCase> all() {
    List<Map<String, String>> lines = Csv.read(Checkout.root().resolve("sql/rules/cases.csv"));
    return IntStream.range(0, lines.size()).mapToObj(i -> new RuleCase(i, lines.get(i))).toList();
  }

  /** The cases that need the same settings and speeds, maybe with the two visits exchanged. */
  public static List<RuleCase> ofVariant(String variant, boolean exchanged) {
    return all().stream()
        .filter(c -> c.values.get("variant").equals(variant))
        .map(c -> exchanged ? c.exchanged() : c)
        .toList();
  }

  private RuleCase exchanged() {
    Map<String, String> other = new HashMap<>();
    values.forEach(
        (name, value) -> {
          String side = name.startsWith("a_") ? "b_" : name.startsWith("b_") ? "a_" : null;
          other.put(side == null ? name : side + name.substring(2), value);
        });
    return new RuleCase(number, other);
  }

  public String name() {
    return values.get("name");
  }

  /** A letter of each rule; a line that is older than a rule has none for it, which is N. */
  public String flags() {
    String letters = values.get("flags");
    return letters + "N".repeat(Spec.RULES.size() - letters.length());
  }

  boolean isStored() {
    return flags().contains("Y") && values.get("dropped").equals("N");
  }

  /** What is wrong with a row that is stored for the case, or with there being none. */
  public List<String> faults(Map<String, String> row) {
    if (!isStored() || row == null) {
      boolean fault = isStored() || row != null;
      return fault ? List.of(name() + (row == null ? ": not found" : ": found")) : List.of();
    }
    List<String> faults = new ArrayList<>();
    StringBuilder flags = new StringBuilder();
    Spec.RULES.forEach(rule -> flags.append(row.get(rule)));
    if (!flags.toString().equals(flags())) {
      faults.add(name() + ": flags " + flags + ", not " + flags());
    }
    COLUMNS.forEach(
        (field, column) -> {
          String expected = Canonical.of("real", values.get(field));
          String actual = Canonical.of("real", row.get(column));
          if (!Objects.equals(expected, actual)) {
            faults.add(name() + ": " + column + " " + actual + ", not " + expected);
          }
        });
    return faults;
  }

  /** The id of the first or second visit. */
  public String visitId(boolean first) {
    return "%08d-0000-4000-8000-%012d".formatted(number, first ? 1 : 2);
  }

  public Contents.PairId pair(boolean inOrder) {
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
