package care.conflict.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task that runs in parts, which the report shows as one.
 *
 * @param results what each part told, by its name, in their order
 */
public record Parts(String task, Map<String, TaskResult> results) {
  private static final int NAMED = 5;

  /** What a warning has counted. Ids with several rows are the same ones in each part. */
  private static final Pattern COUNTED =
      Pattern.compile("(.*?)(\\d[\\d,]{0,17})( (?!id\\(s\\) with several)(?:\\w+ )?\\w+\\(s\\).*)");

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
    Map<List<String>, List<String>> parts = new LinkedHashMap<>();
    Map<List<String>, Long> sums = new LinkedHashMap<>();
    results.forEach(
        (name, part) ->
            part.warnings()
                .forEach(
                    text -> {
                      Matcher counted = COUNTED.matcher(text);
                      boolean counts = counted.matches();
                      List<String> around =
                          counts ? List.of(counted.group(1), counted.group(3)) : List.of(text);
                      parts.computeIfAbsent(around, it -> new ArrayList<>()).add(name);
                      if (counts) {
                        long rows = Long.parseLong(counted.group(2).replace(",", ""));
                        sums.merge(around, rows, Long::sum);
                      }
                    }));
    return parts.entrySet().stream()
        .map(
            it ->
                some(it.getValue())
                    + ": "
                    + Optional.ofNullable(sums.get(it.getKey()))
                        .map(sum -> String.join(Words.number(sum), it.getKey()))
                        .orElse(it.getKey().get(0)))
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
