package care.conflict.postflight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What detection came to, added up over its tasks; absent where none of them left a result. */
record Detected(
    boolean ran, long found, long inserted, long updated, long resolved, String others) {
  /** What else becomes of the pairs that are found. */
  private static final List<String> OTHERS = List.of("repaired", "unchanged", "skipped");

  static Detected by(List<TaskResult> tasks) {
    List<TaskResult> detections =
        tasks.stream()
            .filter(task -> task.task().startsWith("task02"))
            .filter(task -> task.status() != Status.NOT_RUN && task.status() != Status.SKIPPED)
            .toList();
    Map<String, Long> others = new LinkedHashMap<>();
    detections.stream()
        .flatMap(task -> task.counts().entrySet().stream())
        .filter(count -> OTHERS.contains(count.getKey()))
        .forEach(count -> others.merge(count.getKey(), count.getValue(), Long::sum));
    return new Detected(
        !detections.isEmpty(),
        sum(detections, "pairs_read"),
        sum(detections, "inserted"),
        sum(detections, "updated"),
        sum(detections, "resolved"),
        Words.rows(others));
  }

  private static long sum(List<TaskResult> tasks, String count) {
    return tasks.stream().mapToLong(task -> task.counts().getOrDefault(count, 0L)).sum();
  }

  boolean wrote() {
    return inserted + updated + resolved > 0;
  }
}
