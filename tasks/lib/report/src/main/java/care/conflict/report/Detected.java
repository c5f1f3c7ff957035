package care.conflict.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What detection came to, added up over its tasks; absent where none of them left a result. */
record Detected(
    boolean ran,
    long found,
    long inserted,
    long updated,
    long resolved,
    long repaired,
    String others)
    implements Found {
  /** What else becomes of the pairs that are found. */
  private static final List<String> OTHERS = List.of("unchanged", "skipped");

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
        sum(detections, "repaired"),
        Words.rows(others));
  }

  private static long sum(List<TaskResult> tasks, String count) {
    return tasks.stream().mapToLong(task -> task.counts().getOrDefault(count, 0L)).sum();
  }

  @Override
  public String told() {
    if (!ran) {
      return "No conflict was looked for.";
    }
    String pairs =
        found == 0
            ? "Detection found no conflict"
            : "Detection found " + Words.counted(found, "conflicting pair", "conflicting pairs");
    return pairs + (wrote() ? ": " + written() + "." : "; nothing had to be written.");
  }

  /** Only what a step says at its end is known: a step that broke may have written more. */
  @Override
  public String kept() {
    if (!ran) {
      return "No conflict was looked for.";
    }
    return wrote()
        ? "What detection had done stays: %s.".formatted(written())
        : "Detection came to the end of no step that writes.";
  }

  private boolean wrote() {
    return inserted + updated + resolved + repaired > 0;
  }

  private String written() {
    return "%s inserted, %s updated, %s resolved"
            .formatted(Words.number(inserted), Words.number(updated), Words.number(resolved))
        + (repaired > 0 ? ", %s repaired".formatted(Words.number(repaired)) : "");
  }
}
