package care.conflict.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * By which version of the rules a run judged.
 *
 * @param tasks that judged, by version
 */
record RulesSeen(Map<String, List<String>> tasks) {
  private static final List<String> JUDGING = List.of("task02_", "process_task02_chunk", "task_02");

  static RulesSeen by(List<TaskResult> tasks) {
    Map<String, List<String>> byVersion = new LinkedHashMap<>();
    for (TaskResult task : tasks) {
      if (JUDGING.stream().anyMatch(task.task()::startsWith)) {
        task.ruleVersions()
            .forEach(
                it -> byVersion.computeIfAbsent(it, key -> new ArrayList<>()).add(task.task()));
      }
    }
    return new RulesSeen(byVersion);
  }

  /** Empty where nothing was judged. */
  String versions() {
    return String.join(", ", tasks.keySet());
  }

  /** Where it was more than one. */
  Optional<String> warning() {
    return tasks.size() < 2
        ? Optional.empty()
        : Optional.of(
            tasks.entrySet().stream()
                .map(it -> it.getKey() + " in " + String.join(", ", it.getValue()))
                .collect(
                    Collectors.joining("; ", "not every pair was judged by the same rules: ", "")));
  }
}
