package care.conflict.acceptance.cases;

import static care.conflict.acceptance.data.Rows.row;

import care.conflict.acceptance.data.Canonical;
import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Contents.PairId;
import care.conflict.acceptance.data.Spec;
import care.conflict.acceptance.data.World;
import care.conflict.testing.Csv;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The hand-written cases of one step: rows as they are given, and what the step must change in
 * them. Each case is a primary visit of its own, with a conflict and map rows.
 */
public final class StatusCases {

  /** When the cases run. */
  public static final LocalDateTime NOW = LocalDateTime.parse("2026-03-11T12:00:00");

  private static final String IN_THE_WINDOW = "2026-03-11";
  private static final String JUST_NOW = "2026-03-11 11:00:00+00";

  /** The tables as the step finds them. */
  public final World world = World.empty(NOW);

  private final IdentityHashMap<Map<String, String>, String> changes = new IdentityHashMap<>();
  private int number;
  private int rowsOfCase;

  private StatusCases() {}

  /** All cases of a step. */
  public static StatusCases of(String step) {
    StatusCases cases = new StatusCases();
    cases.world.storeRows("settings").add(row("InProgressFlag", "0", "ID", "1"));
    String current = "";
    for (Map<String, String> line : Csv.resource("/status_cases.csv")) {
      current = line.getOrDefault("step", current);
      if (line.containsKey("case")) {
        cases.number++;
        cases.rowsOfCase = 0;
      }
      if (current.equals(step)) {
        cases.add(line);
      }
    }
    return cases;
  }

  private void add(Map<String, String> line) {
    Map<String, String> given = values(line.getOrDefault("given", ""));
    switch (line.get("row")) {
      case "deleted" -> deleted(given);
      case "conflict" -> {
        given.putIfAbsent("CONFLICTID", Integer.toString(number));
        store("conflicts", given, line);
      }
      case "map" -> {
        rowsOfCase++;
        Map<String, String> map = new HashMap<>();
        map.put("ID", Integer.toString(number * 100 + rowsOfCase));
        map.put("CONFLICTID", Integer.toString(number));
        map.put("VisitDate", IN_THE_WINDOW);
        map.put("VisitID", visit(0));
        map.put("ConVisitID", visit(rowsOfCase));
        map.putAll(given);
        store("conflictvisitmaps", map, line);
      }
      default -> throw new IllegalArgumentException(line.toString());
    }
  }

  private void store(String table, Map<String, String> row, Map<String, String> line) {
    row.values().removeIf("NULL"::equals);
    world.storeRows(table).add(row);
    changes.put(row, line.getOrDefault("expected", ""));
  }

  private void deleted(Map<String, String> given) {
    String which = given.remove("visit");
    String visit = visit(which.equals("other") ? 1 : 0);
    boolean capitals = which.equals(which.toUpperCase(Locale.ROOT));
    given.put("Visit Id", capitals ? visit.toUpperCase(Locale.ROOT) : visit);
    given.putIfAbsent("Visit Date", IN_THE_WINDOW);
    given.putIfAbsent("Visit Updated Timestamp", JUST_NOW);
    given.values().removeIf("NULL"::equals);
    world.warehouseRows(World.DELETED).add(given);
  }

  private String visit(int which) {
    return "%08d-abcd-4000-8000-%012d".formatted(number, which);
  }

  private static Map<String, String> values(String text) {
    Map<String, String> values = new HashMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(";")) {
      String[] pair = part.split("=", 2);
      values.put(pair[0], pair[1]);
    }
    return values;
  }

  /** The tables as the step must leave them. */
  public Contents expected() {
    Contents contents = Contents.of(world);
    for (Map<String, String> row : world.storeRows("conflicts")) {
      change("conflicts", contents.conflicts().get(row.get("CONFLICTID")), changes.get(row));
    }
    for (Map<String, String> row : world.storeRows("conflictvisitmaps")) {
      change("conflictvisitmaps", contents.maps().get(PairId.of(row)), changes.get(row));
    }
    return contents;
  }

  private static void change(String table, Map<String, String> row, String expected) {
    values(expected)
        .forEach(
            (column, value) -> {
              if (value.equals("NULL")) {
                row.remove(column);
              } else {
                String type = Spec.storeTable(table).get(column);
                row.put(column, value.equals("now") ? Contents.NOW : Canonical.of(type, value));
              }
            });
  }

  /** How many rows the step must change. */
  public int written() {
    return (int) changes.values().stream().filter(c -> !c.isEmpty()).count();
  }

  /** Comparison's words, with the names of the cases for their numbers. */
  public static String named(String differences) {
    StringBuilder named = new StringBuilder(differences);
    int number = 0;
    for (Map<String, String> line : Csv.resource("/status_cases.csv")) {
      if (line.containsKey("case")) {
        number++;
        if (differences.contains("%08d-abcd".formatted(number))
            || differences.contains("conflicts " + number + " ")) {
          named.append("\ncase ").append(number).append(": ").append(line.get("case"));
        }
      }
    }
    return named.toString();
  }
}
