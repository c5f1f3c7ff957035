package care.conflict.acceptance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import care.conflict.acceptance.data.Contents;
import care.conflict.acceptance.data.Spec;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run must leave behind and must say in its result document. */
public record Expected(
    Contents contents,
    Map<String, Integer> counts,
    Map<String, Map<String, Integer>> byRule,
    Set<String> cutColumns,
    Set<String> oddColumns) {

  /** Nothing counted yet. */
  public static Expected of(Contents contents) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String name :
        new String[] {
          "pairs_read", "inserted", "updated", "repaired", "unchanged", "skipped", "resolved"
        }) {
      counts.put(name, 0);
    }
    Map<String, Map<String, Integer>> byRule = new TreeMap<>();
    for (String rule : Spec.RULES) {
      byRule.put(rule, new TreeMap<>(Map.of("inserted", 0, "updated", 0, "resolved", 0)));
    }
    return new Expected(contents, counts, byRule, new TreeSet<>(), new TreeSet<>());
  }

  /** Whether each column that was cut, or could not take an id, is named in warnings. */
  public void isWarned(String warnings) {
    assertThat(warnings).contains(cutColumns);
    for (String column : oddColumns) {
      assertThat(warnings).as(column).containsAnyOf(Spec.namesOf(column).toArray(String[]::new));
    }
  }

  void count(String name) {
    counts.merge(name, 1, Integer::sum);
  }

  /** Counts a written row under its name, and under that of each rule whose flag it has. */
  void countRow(String name, Map<String, String> row) {
    count(name);
    for (String rule : Spec.RULES) {
      if ("Y".equals(row.get(rule))) {
        byRule.get(rule).merge(name, 1, Integer::sum);
      }
    }
  }
}
