package care.conflict.acceptance.data;

import care.conflict.acceptance.data.Contents.PairId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Every difference between two contents, named by row and column, the first few of them told. */
public final class Comparison {

  private static final int TOLD = 25;

  private final List<String> differences = new ArrayList<>();

  private Comparison() {}

  /** The differences in words; empty where there are none. */
  public static String of(Contents expected, Contents actual) {
    Comparison comparison = new Comparison();
    comparison.rows("conflictvisitmaps", named(expected.maps()), named(actual.maps()));
    comparison.rows("conflicts", expected.conflicts(), actual.conflicts());
    List<String> found = comparison.differences;
    String told = String.join("\n", found.subList(0, Math.min(TOLD, found.size())));
    return found.isEmpty() ? "" : found.size() + " differences:\n" + told;
  }

  private static Map<String, Map<String, String>> named(Map<PairId, Map<String, String>> rows) {
    Map<String, Map<String, String>> named = new LinkedHashMap<>();
    rows.forEach((pair, row) -> named.put(pair.first() + " " + pair.second(), row));
    return named;
  }

  private void rows(
      String table,
      Map<String, Map<String, String>> expected,
      Map<String, Map<String, String>> actual) {
    sets(table, expected.keySet(), actual.keySet());
    for (String name : expected.keySet()) {
      if (actual.containsKey(name)) {
        row(table + " " + name, expected.get(name), actual.get(name));
      }
    }
  }

  private void row(String name, Map<String, String> expected, Map<String, String> actual) {
    Set<String> columns = new TreeSet<>(expected.keySet());
    columns.addAll(actual.keySet());
    for (String column : columns) {
      if (!same(expected.get(column), actual.get(column))) {
        differences.add(
            name
                + " "
                + column
                + ": expected "
                + expected.get(column)
                + ", is "
                + actual.get(column));
      }
    }
  }

  /** Real numbers may differ in their last digit, by the way they were computed. */
  private static boolean same(String expected, String actual) {
    if (Objects.equals(expected, actual)) {
      return true;
    }
    boolean numbers =
        expected != null
            && actual != null
            && expected.matches("-?[0-9.]+")
            && actual.matches("-?[0-9.]+");
    if (!numbers || !expected.contains(".") || !actual.contains(".")) {
      return false;
    }
    double distance = Math.abs(Double.parseDouble(expected) - Double.parseDouble(actual));
    return distance <= 2e-7 * Math.abs(Double.parseDouble(expected));
  }

  private void sets(String what, Set<String> expected, Set<String> actual) {
    for (String name : expected) {
      if (!actual.contains(name)) {
        differences.add(what + " lacks " + name);
      }
    }
    for (String name : actual) {
      if (!expected.contains(name)) {
        differences.add(what + " has unexpected " + name);
      }
    }
  }
}
