package care.conflict.report;

import care.conflict.core.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task that runs in parts, which the report shows as one.
 *
 * @param results what each part told, by its name, in their order
 */
public record Parts(String task, Map<String, TaskResult> results) {
  private static final int NAMED = 5;

  /**
   * All parts as one task.
   *
   * @param counts what all of them wrote; where the parts tell of less (a part that was done was
   *     run again), its rows are not shown by rule
   */
  public TaskResult asOne(Status status, Duration duration, Map<String, Long> counts) {
    return new TaskResult(
        task,
        status,
        started(),
        Optional.of(duration),
        parameters(),
        counts,
        List.of(),
        warnings(),
        List.of(),
        tellAll(counts) ? RuleRow.sums(done()) : Map.of(),
        problem(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ruleVersions());
  }

  private Optional<Instant> started() {
    return results.values().stream()
        .flatMap(part -> part.started().stream())
        .min(Comparator.naturalOrder());
  }

  /** Those that all parts have in common. */
  private Map<String, String> parameters() {
    Map<String, String> common = new LinkedHashMap<>();
    results.values().stream().findFirst().ifPresent(part -> common.putAll(part.parameters()));
    results.values().forEach(part -> common.entrySet().retainAll(part.parameters().entrySet()));
    return common;
  }

  /** Each text once, with the parts that say it, and what they have counted added up. */
  private List<String> warnings() {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    List<Warning> all = new ArrayList<>();
    results.forEach(
        (name, part) -> {
          for (Warning warning : warned(part)) {
            parts.computeIfAbsent(warning.text(), it -> new ArrayList<>()).add(name);
            all.add(warning);
          }
        });
    return Warning.added(all).stream()
        .map(it -> some(parts.getOrDefault(it.text(), List.of())) + ": " + it.told())
        .toList();
  }

  /** What a part warns of, with its counts where it told them. */
  private static List<Warning> warned(TaskResult part) {
    return part.warnings().stream()
        .map(
            text ->
                part.countedWarnings().stream()
                    .filter(it -> it.told().equals(text))
                    .findFirst()
                    .orElse(Warning.of(text)))
        .toList();
  }

  private static String some(List<String> names) {
    return names.size() <= NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
  }

  private List<String> ruleVersions() {
    return results.values().stream()
        .flatMap(part -> part.ruleVersions().stream())
        .distinct()
        .toList();
  }

  private boolean tellAll(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .allMatch(
            count ->
                done().stream()
                        .mapToLong(part -> part.counts().getOrDefault(count.getKey(), 0L))
                        .sum()
                    == count.getValue());
  }

  /** What a part that failed tells of its rows was rolled back. */
  private List<TaskResult> done() {
    return results.values().stream().filter(part -> part.status() == Status.SUCCESS).toList();
  }

  /** Of the first that has one. */
  private Optional<TaskResult.Problem> problem() {
    return results.entrySet().stream()
        .flatMap(
            part ->
                part.getValue().error().stream()
                    .map(
                        it ->
                            new TaskResult.Problem(
                                part.getKey() + ": " + it.message(), it.step(), it.advice())))
        .findFirst();
  }
}
