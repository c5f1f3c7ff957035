package care.conflict.report;

import care.conflict.core.statements.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened under one rule, and its bar: three parts one behind the other. */
record RuleRow(
    String words,
    String column,
    long inserted,
    long updated,
    long resolved,
    Share insertedShare,
    Share updatedShare,
    Share resolvedShare) {

  /** The rules in their order, then what else the documents name, as in-service conflicts. */
  static List<RuleRow> of(List<TaskResult> tasks) {
    Map<String, Map<String, Long>> sums = sums(tasks);
    long largest = sums.values().stream().mapToLong(RuleRow::total).max().orElse(0);
    List<RuleRow> rows = new ArrayList<>();
    for (Rule rule : Rule.all()) {
      Optional.ofNullable(sums.remove(rule.column()))
          .ifPresent(counts -> rows.add(row(rule.words(), rule.column(), counts, largest)));
    }
    sums.forEach(
        (column, counts) -> {
          Optional<Rule> rule = Rule.of(column);
          rows.add(
              row(
                  rule.map(Rule::words).orElse(column),
                  rule.map(Rule::column).orElse(""),
                  counts,
                  largest));
        });
    return rows;
  }

  /** What the tasks say of each rule, added up. */
  static Map<String, Map<String, Long>> sums(List<TaskResult> tasks) {
    Map<String, Map<String, Long>> sums = new LinkedHashMap<>();
    for (TaskResult task : tasks) {
      task.byRule()
          .forEach(
              (rule, counts) -> {
                Map<String, Long> sum = sums.computeIfAbsent(rule, name -> new LinkedHashMap<>());
                counts.forEach((count, rows) -> sum.merge(count, rows, Long::sum));
              });
    }
    return sums;
  }

  long total() {
    return inserted + updated + resolved;
  }

  private static RuleRow row(String words, String column, Map<String, Long> counts, long largest) {
    long inserted = counts.getOrDefault("inserted", 0L);
    long updated = counts.getOrDefault("updated", 0L);
    long resolved = counts.getOrDefault("resolved", 0L);
    return new RuleRow(
        words,
        column,
        inserted,
        updated,
        resolved,
        Share.of(0, inserted, largest),
        Share.of(inserted, updated, largest),
        Share.of(inserted + updated, resolved, largest));
  }

  private static long total(Map<String, Long> counts) {
    return counts.getOrDefault("inserted", 0L)
        + counts.getOrDefault("updated", 0L)
        + counts.getOrDefault("resolved", 0L);
  }
}
